// Installs and builds if necessary. A server that runs from its sources takes the dashboard from the build.
import { built } from './setup.mjs';

built();
