/** What each of the two commands needs, in the order in which it is brought. */
import { dashboard } from './dashboard.mjs';
import { debianPackages } from './debian-packages.mjs';
import { nodePackages } from './node-packages.mjs';
import { hasRecogniser, recogniser } from './recogniser.mjs';

const program = (name, why, essential = true, debianPackage = name) => ({
  program: name,
  package: debianPackage,
  why,
  essential,
});

/** Steps of `npm start`: without a compiler the product runs and says that recognition is not available. */
export function stepsOfStart() {
  const programs = [program('ffmpeg', 'чтение записей'), program('sox', 'чтение записей AMR', false)];
  if (!process.env.REDIS_URL) programs.push(program('redis-server', 'очередь заданий'));
  if (!hasRecogniser()) programs.push(...compiler(false));
  return [debianPackages(programs), nodePackages, recogniser(false), dashboard];
}

/** Steps of `npm test`: everything, with the browser and the Postgres of the tests. */
export function stepsOfTest() {
  const programs = [
    program('ffmpeg', 'чтение записей'),
    program('sox', 'чтение записей AMR'),
    program('redis-server', 'очередь заданий'),
    program('chromium', 'проверка страниц в браузере'),
    program('slapd', 'проверка входа по каталогу'),
    program('openssl', 'сертификат для этой проверки'),
    program('pg_ctlcluster', 'проверка базы состояния на Postgres', true, 'postgresql'),
    // The program of OpenSSH that serves files, without its daemon: npm test must not open a machine to the network.
    program('/usr/lib/openssh/sftp-server', 'проверка приёма записей по SFTP', true, 'openssh-sftp-server'),
  ];
  if (!hasRecogniser()) programs.push(...compiler(true));
  return [debianPackages(programs), nodePackages, recogniser(true), dashboard];
}

function compiler(essential) {
  return [
    program('make', 'сборка программы распознавания', essential),
    program('g++', 'сборка программы распознавания', essential),
  ];
}
