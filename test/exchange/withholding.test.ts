/** The story of a quarantine in steps on one machine's store. */
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { tellWithholding } from './withholding.ts';

tellWithholding(async () => openSqliteStore(':memory:'));
