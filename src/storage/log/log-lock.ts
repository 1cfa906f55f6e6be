/** The lock under which the log grows, and under which its sealed values get another key. */
export const logLock = 'transparency log';
