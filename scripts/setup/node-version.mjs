/** Refuses a Node that is too old, in syntax that an old Node still reads. */

/** Exits with one clear line when this Node is older than 20.19 (the oldest that Vite 8 and tsx support). */
export function requireNode() {
  const parts = process.versions.node.split('.').map(Number);
  if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)) return;
  process.stderr.write(
    `Kamerton работает с Node.js 20.19 и новее, а здесь ${process.version}. Поставьте новый Node.js и повторите.\n`,
  );
  process.exit(1);
}
