// Loaded before anything else (`node -r`), so that an old Node says what is wrong instead of stumbling over TypeScript.
// Node runs TypeScript by itself from 22.18 on. Plain old JavaScript: it has to parse everywhere.
'use strict';

var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 18)) {
  process.stderr.write(
    '当前 Node.js 版本为 ' +
      process.versions.node +
      '，本平台需要 22.18 或更高版本（推荐 24）。请执行 npm ci 后用 npm start 启动，或升级 Node.js。\n' +
      'This is Node.js ' +
      process.versions.node +
      '; ShenGuan needs 22.18 or later (24 recommended). Run npm ci, then npm start, or upgrade Node.js.\n',
  );
  process.exit(1);
}

// What was compiled once need not be compiled at each start: 0.4 s instead of 1.3 s on a busy machine. Beside the
// packages, not in a folder that others may write to; where that cannot be written, starting just takes longer.
require('node:module').enableCompileCache(require('node:path').join(__dirname, '../../node_modules/.cache/node'));
