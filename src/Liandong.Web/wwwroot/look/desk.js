// Pages work without this file; it adds keys, drafts, freshness. Each concern is a module of its own.
import './keys.js';
import './drafts.js';
import './live.js';
import './places.js';
import './bulk.js';
import './print.js';
import './replies.js';
import './round.js';
import './seek.js';
import './clocks.js';
