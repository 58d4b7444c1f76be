#!/usr/bin/env node
import { runProgram } from './program.ts';

const interrupted = new AbortController();
// Ctrl-C ends the work at its next safe point; a second one ends the process.
process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));
// Whoever reads the output may have seen enough: `| head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const { stdin, stdout, stderr, env } = process;
const io = { stdin, stdout, stderr, env, interrupted: interrupted.signal };
process.exitCode = await runProgram(process.argv.slice(2), io);
