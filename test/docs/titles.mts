import { readFileSync } from 'node:fs';

import ts from 'typescript';

/** The function behind `it`, `it.each(rows)` and `describe.each(rows)`. */
function nameOf(callee: ts.Expression): string {
	if (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) {
		return nameOf(callee.expression);
	}
	return ts.isIdentifier(callee) ? callee.text : '';
}

/**
 * The names of the tests in a file, as they stand in its source: with the titles of the blocks around them
 * (`the token › opens nothing`), with placeholders for the rows of a table, and the `promise` of each row, with its `${…}`.
 */
export function titlesIn(file: string): string[] {
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
	const found: string[] = [];
	const visit = (node: ts.Node, around: string[]) => {
		const [title] = ts.isCallExpression(node) ? node.arguments : [];
		const name = ts.isCallExpression(node) ? nameOf(node.expression) : '';
		const isTitle = title !== undefined && ts.isStringLiteralLike(title);
		const inside =
			isTitle && ['describe', 'it', 'test'].includes(name) ? [...around, title.text] : around;
		if (inside !== around && name !== 'describe') found.push(inside.join(' › '));
		if (ts.isPropertyAssignment(node) && node.name.getText(source) === 'promise') {
			const { initializer } = node;
			if (ts.isStringLiteralLike(initializer)) found.push(initializer.text);
			if (ts.isTemplateExpression(initializer))
				found.push(initializer.getText(source).slice(1, -1));
		}
		ts.forEachChild(node, (child) => visit(child, inside));
	};
	visit(source, []);
	return found;
}
