/** The records of the compute driver, on SQLite. */
export {};
