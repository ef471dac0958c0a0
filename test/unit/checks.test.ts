import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { errorBookFaults } from '../../setup/checks/error-book.ts';
import { importsOf, wrongImports } from '../../setup/checks/imports.ts';
import { withoutComments } from '../../setup/checks/sources.ts';
import { textsInCode } from '../../setup/checks/texts.ts';

const one = (path: string, text: string) => [{ path, text }];

test('imports against the direction are found', () => {
  for (const [path, specifier] of [
    ['domain/card.ts', '../config/index.ts'],
    ['config/settings.ts', '../device-daemon/index.ts'],
    ['firmware-bridge/card/frame.ts', '../../device-daemon/ledger/index.ts'],
    ['county-desk/verify/tree.ts', '../../device-daemon/ledger/index.ts'],
    ['ledger/replay.ts', '../device-daemon/index.ts'],
    ['kiosk-ui/ledger.tsx', '../ledger/index.ts'],
    ['kiosk-ui/app.tsx', '../firmware-bridge/index.ts'],
    ['device-daemon/first-run/county.ts', '../../county-desk/index.ts'],
  ] as const) {
    assert.is(wrongImports(one(path, `import { x } from '${specifier}';`)).length, 1, path);
    assert.is(wrongImports(one(path, `const m = await import('${specifier}');`)).length, 1, path);
    assert.is(wrongImports(one(path, `export * from "${specifier}";`)).length, 1, path);
  }
});

test('imports past a door are found, imports through it are not', () => {
  const past = "import { x } from '../ledger/tree.ts';";
  assert.is(wrongImports(one('device-daemon/roster/open.ts', past)).length, 1);
  assert.is(wrongImports(one('device-daemon/main.ts', "import { x } from './ledger/tree.ts';")).length, 1);
  assert.is(wrongImports(one('device-daemon/receipts/a.ts', "import '../../domain/card.ts';")).length, 1);
  for (const fine of [
    one('device-daemon/roster/open.ts', "import { x } from '../ledger/index.ts';"),
    one('device-daemon/roster/open.ts', "import { x } from './rows.ts';"),
    one('device-daemon/cli/run.ts', "import { x } from '../main.ts';"),
    one('device-daemon/main.ts', "import { x } from './ledger/index.ts';"),
    one('domain/wire/acts.ts', "import { x } from '../record.ts';"),
    one('test/unit/a.test.ts', "import { x } from '../../device-daemon/ledger/tree.ts';"),
    one('county-desk/acts/ledger.ts', "import { x } from '../../ledger/index.ts';"),
    one('county-desk/cli.ts', "import { x } from '../domain/index.ts'; import y from 'zod';"),
  ])
    assert.equal(wrongImports(fine), []);
});

test('comments hold no imports, and strings are no comments', () => {
  assert.equal(importsOf("// import x from './a.ts'\n/* import('./b.ts') */"), []);
  assert.equal(importsOf("const u = 'https://x'; import y from './c.ts';"), ['./c.ts']);
  assert.is(withoutComments("a // b\n'c//d'").trimEnd(), "a     \n'c//d'");
});

test('the error book and the code must name the same codes', () => {
  const book = new Map([['E-CARD-001', { person: '请再放一次' }]]);
  assert.equal(errorBookFaults(one('a.ts', "fail('E-CARD-001')"), book), []);
  assert.is(errorBookFaults(one('a.ts', "fail('E-CARD-001'); fail('E-CARD-002')"), book).length, 1);
  assert.is(errorBookFaults(one('a.ts', '// E-CARD-001'), book).length, 1);
  const harsh = new Map([['E-CARD-001', { person: '读卡失败' }]]);
  assert.is(errorBookFaults(one('a.ts', "fail('E-CARD-001')"), harsh).length, 1);
});

test('Chinese in code is found, in comments and in files of data it is not', () => {
  assert.equal(textsInCode(one('a.ts', '// 办\nconst a = 1;')), []);
  assert.is(textsInCode(one('a.ts', "const a = 1;\nconst b = '办好了';")).length, 1);
  assert.equal(textsInCode(one('table.ts', "const b = '汉';"), [/^table\.ts$/]), []);
});

test.run();
