// The script of every page: steps that can be ticked and sent, arriving by a link, and the guide kept on the device.

import { markInApp } from './common/browser.js';
import { unfoldForPaper } from './common/print.js';
import { searchWithoutKeys } from './common/theme.js';
import { startOffline } from './offline/start.js';
import { followAddress } from './share/arriving.js';
import { shareHeadings } from './share/sharing.js';
import { startSteps } from './steps.js';

markInApp();
searchWithoutKeys();
unfoldForPaper();
startSteps();
startOffline();
shareHeadings();
followAddress();
