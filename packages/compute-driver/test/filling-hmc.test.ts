import { describeFilling } from './filling/describe-filling.ts';

describeFilling('hmc');
