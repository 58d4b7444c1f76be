/** The records of the compute driver, on SQLite. */

export { type OpenRecordStoreOptions, openRecordStore } from './open-record-store.ts';
