import { serveCommand } from './serve-command.ts';

process.exitCode = await serveCommand(process.argv.slice(2), 'powervm-simulator');
