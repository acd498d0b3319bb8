import { storesOnPostgres } from '../../harness/stores-on-postgres.ts';

storesOnPostgres('deaths');
