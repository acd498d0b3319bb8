import { googleCalendarContract } from './google-calendar.contract.ts';
import { twinGoogle } from './google-harness.ts';

googleCalendarContract(twinGoogle);
