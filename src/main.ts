import { environment } from './config.js';
import { serve } from './serve.js';

await serve(environment);
