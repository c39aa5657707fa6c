// The worker of the site's calculators: its runtime comes from the site.

import { serve } from './runtime/serve.js';

serve(globalThis.fetch.bind(globalThis), (core, name) => import(core + name));
