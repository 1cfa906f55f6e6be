const { execFileSync } = require('node:child_process');
const { join } = require('node:path');
const memoryFolder = require('./memory-folder.cjs');

module.exports = () => {
  memoryFolder.open();
  // Some tests start the compiled program as a process of its own: compile it once for all of them.
  const root = join(__dirname, '../..');
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
};
