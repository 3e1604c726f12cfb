import { environment } from './app/read-config.js';
import { serve } from './app/serve.js';

await serve(environment);
