/** ZooKeeper of Debian for a cluster of the bench: on a port of this machine, in a folder of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts, isListening } from '../../support/free-ports.ts';
import { waitFor } from '../../support/wait-for.ts';

export interface Keeper {
  port: number;
  stop(): Promise<void>;
}

/** Where Debian's `libzookeeper-java` puts it. */
const program = '/usr/share/java/zookeeper.jar';

/** @throws Error when the package is missing and cannot be installed here (needs root), or it does not come up */
export async function startKeeper(folder: string): Promise<Keeper> {
  if (!existsSync(program)) install();
  const [port = 0] = await freePorts(1);
  mkdirSync(folder, { recursive: true });
  const settings = [
    'tickTime=1000',
    `dataDir=${folder}`,
    `clientPort=${port}`,
    'clientPortAddress=127.0.0.1',
    'admin.enableServer=false',
    'maxClientCnxns=0',
  ];
  const config = join(folder, 'zoo.cfg');
  writeFileSync(config, `${settings.join('\n')}\n`);
  const java = ['java', '-Xmx256m', '-cp', program, 'org.apache.zookeeper.server.ZooKeeperServerMain', config];
  // It must not outlive a killed bench.
  const server = spawn('setpriv', ['--pdeathsig', 'KILL', ...java], { stdio: 'ignore' });
  const ended = once(server, 'close');
  await waitFor(() => {
    if (server.exitCode !== null) throw new Error(`ZooKeeper ended with code ${server.exitCode}`);
    return isListening(port);
  });
  return {
    port,
    async stop() {
      server.kill('SIGKILL');
      await ended;
    },
  };
}

function install(): void {
  for (const args of [
    ['update'],
    ['install', '-y', '--no-install-recommends', 'libzookeeper-java', 'default-jre-headless'],
  ]) {
    const { status, stderr } = spawnSync('apt-get', ['-q', ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`apt-get ${args[0]}: ${stderr}`);
  }
}
