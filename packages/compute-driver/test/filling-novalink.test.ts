import { describeFilling } from './filling/describe-filling.ts';

describeFilling('novalink');
