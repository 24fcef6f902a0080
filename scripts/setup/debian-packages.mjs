/** Step: the programs that come from Debian's packages. */
import { spawnSync } from 'node:child_process';
import { hasProgram, runLogged } from './child.mjs';
import { SetupError } from './setup-error.mjs';

const APT = [
  'apt-get',
  '-q',
  '-y',
  '-o',
  'DPkg::Lock::Timeout=300',
  '-o',
  'Acquire::Retries=3',
  '-o',
  'Dpkg::Use-Pty=0',
];

/** How apt-get may be called without a question: as root, by a sudo that asks nothing, or not at all (undefined). */
function aptPrefix() {
  if (!hasProgram('apt-get')) return undefined;
  if (process.getuid?.() === 0) return [];
  const silent = hasProgram('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return silent ? ['sudo', '-n'] : undefined;
}

function apt(prefix, args) {
  const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...APT, ...args];
  return runLogged('debian-packages', command, rest);
}

/** Updates the package lists once and installs; a second attempt covers a mirror that changed in between. */
async function install(prefix, packages) {
  const attempt = async () => {
    await apt(prefix, ['update']);
    await apt(prefix, ['install', '--no-install-recommends', ...packages]);
  };
  try {
    await attempt();
  } catch {
    await attempt();
  }
}

/**
 * @param {{ program: string, package: string, why: string, essential: boolean }[]} wanted
 * @returns {import('./bring.mjs').Step}
 */
export function debianPackages(wanted) {
  const missing = () => wanted.filter((one) => !hasProgram(one.program));
  const byHand = (list) =>
    [
      'Не хватает программ, а поставить их без вопроса нельзя (нужны права root, sudo без пароля и apt-get):',
      ...list.map((one) => `  ${one.package} – ${one.why}`),
      'Поставьте их и повторите:',
      `  sudo apt-get update && sudo apt-get install -y ${list.map((one) => one.package).join(' ')}`,
    ].join('\n');
  return {
    name: 'Программы Debian',
    essential: true,
    isReady: async () => missing().length === 0,
    async bring() {
      const list = missing();
      const prefix = aptPrefix();
      if (prefix === undefined) {
        throw new SetupError(byHand(list), { goOn: !list.some((one) => one.essential) });
      }
      await install(
        prefix,
        list.map((one) => one.package),
      );
      const still = missing().filter((one) => one.essential);
      if (still.length > 0) throw new SetupError(byHand(still));
    },
  };
}
