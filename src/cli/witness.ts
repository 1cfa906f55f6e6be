import type { Command } from 'commander';
import { createLogger } from '../telemetry/logger';
import { Witness } from '../witness/witness';
import { serveWitness } from '../witness/witness-server';
import { WitnessState } from '../witness/witness-state';
import { examples, type On, type Run } from './command';
import { CommandFault } from './fault';
import { type Running, untilStopped } from './running';
import type { ExitCode } from './terminal';
import { readWitnessSettings } from './witness-settings';

export function addWitness(program: Command, on: On): void {
  program
    .command('witness')
    .summary('run a witness of transparency logs')
    .description(
      'Runs a witness (C2SP tlog-witness) at WITNESS_HOST (127.0.0.1) and WITNESS_PORT (4020). It cosigns a checkpoint of each log in WITNESS_LOGS only if the log has grown from the checkpoint that it cosigned last, which it keeps in the folder WITNESS_STATE. Run it where the operator of the log has no access. Its name is WITNESS_NAME and its key is WITNESS_KEY.',
    )
    .addHelpText('after', examples('realname witness', 'WITNESS_PORT=0 realname witness --json'))
    .action(on(witness));
}

async function witness(run: Run): Promise<ExitCode> {
  await untilStopped(run.terminal, () => open(run));
  return 0;
}

async function open({ terminal, output }: Run): Promise<Running> {
  const { host, port, key, logs, state: folder } = readWitnessSettings(terminal.env);
  const log = createLogger('info', { write: (line) => terminal.stderr.write(line) });
  const state = openState(folder);
  try {
    const opened = await serveWitness(new Witness({ key, logs, state, now: () => new Date() }), {
      host,
      port,
      report: (error) => log.error({}, 'checkpoint not judged', error),
      answered: (httpStatus) => log.info({ httpStatus }, 'checkpoint judged'),
    });
    output.result({ event: 'serving', url: opened.url, vkey: key.vkey }, [
      `The witness is running at ${opened.url}`,
      `Its verifier key is ${key.vkey}`,
      'The log needs it as a value of LOG_WITNESSES:',
      `${key.vkey} ${opened.url}/`,
    ]);
    return {
      async close() {
        await opened.close();
        state.close();
      },
    };
  } catch (error) {
    state.close();
    throw error;
  }
}

function openState(folder: string): WitnessState {
  try {
    return new WitnessState(folder);
  } catch (cause) {
    throw new CommandFault(
      `The state of the witness cannot be opened in ${folder} (${cause instanceof Error ? cause.message : cause}). Name a folder that this user may write (WITNESS_STATE).`,
    );
  }
}
