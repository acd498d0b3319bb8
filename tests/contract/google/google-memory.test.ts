import { googleCalendarContract } from './google-calendar.contract.ts';
import { memoryGoogle } from './google-harness.ts';

googleCalendarContract(memoryGoogle);
