import { existsSync } from 'node:fs';
import ts from 'typescript';
import { read } from './tree.ts';

/** One call of a service's documentation, and what the table says about it. */
export interface Row {
  readonly section: string;
  readonly call: string;
  readonly code: string;
  readonly test: string;
  readonly remark: string;
  /** Folder that the paths of the code are below, and the one of the tests. */
  readonly codeBelow: string;
  readonly testsBelow: string;
}

/** The rows of all tables of the page, by the heading they stand under. */
export function rowsOf(page: string): Row[] {
  const rows: Row[] = [];
  let section = '';
  let below = { codeBelow: '', testsBelow: '' };
  for (const line of page.split('\n')) {
    section = /^## (.+)$/.exec(line)?.[1] ?? section;
    const folders = /^Code below `([^`]+)`, tests below `([^`]+)`\.$/.exec(line);
    if (folders) below = { codeBelow: folders[1] ?? '', testsBelow: folders[2] ?? '' };
    const cells = /^\|(.*)\|$/
      .exec(line)?.[1]
      ?.split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
    const [call = '', code = '', test = '', remark = ''] = cells ?? [];
    if (!cells || call === 'call' || /^-+$/.test(call)) continue;
    rows.push({ section, call, code, test, remark, ...below });
  }
  return rows;
}

/** What is wrong with a row, as sentences; nothing when its code and its tests are there. */
export function problemsOf(row: Row): string[] {
  const where = `${row.section}, ${row.call || 'a row without a call'}`;
  const empty = (['call', 'code', 'test', 'remark'] as const).filter((cell) => row[cell] === '');
  return [
    ...empty.map((cell) => `${where}: "${cell}" is empty`),
    ...(row.code === '' ? [] : codeProblems(row)).map((problem) => `${where}: ${problem}`),
    ...(row.test === '' ? [] : testProblems(row)).map((problem) => `${where}: ${problem}`),
  ];
}

/** `file.ts` followed by the names in it, several of both if need be. */
function codeProblems({ code, codeBelow }: Row): string[] {
  const problems: string[] = [];
  let file = '';
  let names = 0;
  for (const [, token = ''] of code.matchAll(/`([^`]+)`/g)) {
    if (token.endsWith('.ts')) file = `${codeBelow}${token}`;
    else {
      names += 1;
      if (!existsSync(file)) problems.push(`there is no file "${file}"`);
      else if (!declares(file, token)) problems.push(`${file} has no "${token}"`);
    }
  }
  return names > 0 ? problems : [...problems, 'no function is named'];
}

/** `file.test.ts` and part of the name of a test in it; several are set apart by a semicolon. */
function testProblems({ test, testsBelow }: Row): string[] {
  return test.split(/;\s+/).flatMap((one) => {
    const [, name = '', part = ''] = /^`([^`]+)`\s+(.+)$/.exec(one) ?? [];
    const file = `${testsBelow}${name}`;
    if (part === '') return [`"${one}" names no test`];
    if (!existsSync(file)) return [`there is no file "${file}"`];
    return testsIn(file).some((title) => title.includes(part)) ? [] : [`${file} has no test "${part}"`];
  });
}

/** Whether a source declares a function, class or member of this name, or a member of a type (`Type.member`). */
function declares(file: string, name: string): boolean {
  const [type, member] = name.split('.');
  return nodesOf(file).some((node) => {
    if (member !== undefined) {
      return ts.isInterfaceDeclaration(node) && node.name.text === type && node.members.some(named(member));
    }
    const isDeclaration =
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isPropertyAssignment(node) ||
      ts.isVariableDeclaration(node);
    return isDeclaration && named(name)(node);
  });
}

function named(name: string): (node: ts.NamedDeclaration) => boolean {
  return (node) => node.name !== undefined && ts.isIdentifier(node.name) && node.name.text === name;
}

/** Titles of all tests of a file. */
function testsIn(file: string): string[] {
  return nodesOf(file).flatMap((node) => {
    if (!ts.isCallExpression(node) || !/^(?:it|test)\b/.test(node.expression.getText())) return [];
    const [title] = node.arguments;
    return title && ts.isStringLiteralLike(title) ? [title.text] : [];
  });
}

const parsed = new Map<string, readonly ts.Node[]>();

/** Every node of a source, which is parsed once. */
function nodesOf(file: string): readonly ts.Node[] {
  const known = parsed.get(file);
  if (known) return known;
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true));
  parsed.set(file, nodes);
  return nodes;
}
