import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { secretNamesOf } from '../../src/config/secret-files';
import { registry } from '../../src/providers/registry';
import { documents, headingsOf, proseOf, root, tableRowsOf, textOf } from './support/markdown';
import { settingNames } from './support/setting-names';
import { code, isInCode, scripts } from './support/sources';

/** The text in code spans and in blocks of commands. */
function codeIn(document: string): readonly string[] {
  const spans = [...proseOf(document).matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  const blocks = [...textOf(document).matchAll(/^```(?:sh|console)\n([\s\S]*?)^```$/gm)].map(
    ([, text = '']) => text,
  );
  return [...spans, ...blocks];
}

/** Of a changelog, what was is not what is. */
const current = documents.filter((document) => document !== 'CHANGELOG.md');

describe.each(documents)('%s', (document) => {
  it('links only to existing files and anchors', () => {
    const links = [
      ...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g),
      ...proseOf(document).matchAll(/src="([^"]+)"/g),
    ]
      .map(([, target = '']) => target)
      .filter((target) => !/^(https?|mailto):/.test(target));

    expect(links.filter((link) => !leadsSomewhere(document, link))).toEqual([]);
  });
});

describe.each(current)('%s', (document) => {
  it('names only existing settings, codes and metrics', () => {
    const names = codeIn(document).flatMap(
      (text) => text.match(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]\b/g) ?? [],
    );
    const metrics = codeIn(document)
      .flatMap((text) => text.match(/\brealname_[a-z_]+\b/g) ?? [])
      .map((name) => name.replace(/_(bucket|sum|count)$/, ''));

    expect(unique(names).filter((name) => !isKnown(name))).toEqual([]);
    expect(unique(metrics).filter((name) => !isInCode(name))).toEqual([]);
  });

  it('names only existing commands', () => {
    const named = codeIn(document).flatMap((text) =>
      [...text.matchAll(/(?:^|-- |\$ )(?:realname|node dist\/main\.js) ([a-z]+(?:-[a-z]+)*)/gm)].map(
        ([, name = '']) => name,
      ),
    );

    expect(unique(named).filter((name) => !isInCode(`command\\('${name}'\\)`))).toEqual([]);
  });

  it('names only existing npm scripts', () => {
    const named = codeIn(document).flatMap((text) =>
      [...text.matchAll(/\bnpm run ([\w:]+)/g)].map(([, name = '']) => name),
    );

    expect(unique(named).filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('docs/settings.md', () => {
  it('documents every setting, and no other', () => {
    const told = tableRowsOf('docs/settings.md')
      .flatMap(([first = '']) => first.match(/`[A-Z][A-Z_0-9]+`/g) ?? [])
      .map((span) => span.slice(1, -1))
      .filter((name) => settingNames.has(name) || name.includes('_URL'));

    expect(new Set(told)).toEqual(settingNames);
  });
});

describe('ARCHITECTURE.md', () => {
  it('names files that exist, for each subject', () => {
    const [, table = ''] = /^## Where to find it$([\s\S]*?)^## /m.exec(textOf('ARCHITECTURE.md')) ?? [];
    const named = table.split('\n').flatMap((row) => {
      let folder = '';
      return [...row.matchAll(/`([a-z][\w/-]*(?:\.ts|\/))`/g)].map(([, path = '']) => {
        // A name without a folder is next to the one before it.
        const whole = path.includes('/') ? path : join(folder, path);
        folder = dirname(whole);
        return whole;
      });
    });

    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(join(root, 'src', path)))).toEqual([]);
  });
});

describe('docs/front-end.md', () => {
  const text = textOf('docs/front-end.md');
  const schema = readFileSync(join(root, 'schema/verification.graphql'), 'utf8');

  it.each([
    'VerificationStatus',
    'VerificationInputErrorCode',
    'VerificationFailureCode',
    'VerificationEventCause',
  ])('explains every value of %s', (name) => {
    const [, body = ''] = new RegExp(`^enum ${name} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(schema) ?? [];
    const values = [...body.matchAll(/^ {2}([A-Z_]+)$/gm)].map(([, value = '']) => value);

    expect(values.length).toBeGreaterThan(5);
    expect(values.filter((value) => !text.includes(`| \`${value}\` |`))).toEqual([]);
  });
});

describe('docs/data-protection.md', () => {
  const text = textOf('docs/data-protection.md');
  const tables = readFileSync(join(root, 'src/storage/schema.ts'), 'utf8');

  it('documents every table, and every personal value in it', () => {
    const [, list = ''] = /interface Tables \{([\s\S]*?)\n\}/.exec(tables) ?? [];
    const names = [...list.matchAll(/^ {2}'?([\w.]+)'?: /gm)].map(([, name = '']) => name);
    const migration = readFileSync(join(root, 'src/storage/migrations/0001-initial.ts'), 'utf8');
    const sealed = unique(migration.match(/\bsealed_\w+/g) ?? []);

    expect(names.length).toBeGreaterThan(6);
    expect(sealed.length).toBeGreaterThan(6);
    expect([...names, ...sealed].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it('documents every provider', () => {
    const [, providers = ''] = /^enum VerificationProvider \{\n([\s\S]*?)^\}/m.exec(code) ?? [];

    for (const [name] of providers.matchAll(/^ {2}[A-Z]+$/gm)) {
      expect(text.toUpperCase()).toContain(`| ${name.trim()} (`.slice(0, -2));
    }
  });
});

describe('docs/providers', () => {
  it.each([
    ['onenet', /^ONENET_/],
    ['ucenter', /^UCENTER_/],
    ['yuxin', /^YUXIN_/],
    ['linkid', /^(LINKID|APPREAL)_/],
  ])('%s documents every setting of its provider', (name, pattern) => {
    const text = textOf(`docs/providers/${name}.md`);

    expect(
      [...settingNames].filter((setting) => pattern.test(setting) && !text.includes(`\`${setting}\``)),
    ).toEqual([]);
  });
});

describe('docs/runbook.md', () => {
  const text = textOf('docs/runbook.md');

  it('has symptom, metric, cause and command for every problem', () => {
    const [, ...sections] = text.split(/^## /m);

    expect(sections.length).toBeGreaterThan(10);
    for (const section of sections) {
      const labels = [...section.matchAll(/^- \*\*(\w+)\*\*: ./gm)].map(([, label]) => label);
      expect([section.split('\n')[0], labels]).toEqual([
        section.split('\n')[0],
        ['Symptom', 'Metric', 'Cause', 'Command'],
      ]);
    }
  });

  it("has a section for every alert, at the alert's link", () => {
    const rules = readFileSync(join(root, 'ops/prometheus/alerts.yaml'), 'utf8');
    const alerts = [...rules.matchAll(/- alert: (\w+)$[\s\S]*?docs\/runbook\.md(#[\w-]+)$/gm)];
    const listed = tableRowsOf('docs/runbook.md').flatMap((cells) => {
      const [, alert] = /^`(\w+)`$/.exec(cells[0] ?? '') ?? [];
      const [, place] = /\]\((#[\w-]+)\)$/.exec(cells[1] ?? '') ?? [];
      return alert === undefined ? [] : [[alert, place]];
    });

    expect(alerts.length).toBe((rules.match(/- alert: /g) ?? []).length);
    expect(alerts.length).toBeGreaterThan(3);
    expect(listed).toEqual(alerts.map(([, alert, place]) => [alert, place]));
  });
});

function leadsSomewhere(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target =
    path === '' ? document : relative(root, join(root, dirname(document), decodeURIComponent(path)));
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || !target.endsWith('.md') || hasAnchor(target, decodeURIComponent(anchor));
}

function hasAnchor(document: string, anchor: string): boolean {
  return (
    headingsOf(document).some((heading) => heading.anchor === anchor) ||
    textOf(document).includes(`<a id="${anchor}">`)
  );
}

/** Settings that Node reads, and not we. */
const settingsOfNode: ReadonlySet<string> = new Set(['NODE_COMPILE_CACHE']);

function isKnown(name: string): boolean {
  const setting = name.replace(/_FILE$/, '');
  const isSetting = settingNames.has(name) || secretNamesOf(registry).some((secret) => secret === setting);
  return isSetting || settingsOfNode.has(name) || isInCode(name);
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
