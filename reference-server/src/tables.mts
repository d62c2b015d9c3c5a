import type { Basis } from './basis.mts';
import { SWITCHES } from './protocol/shapes.mts';
import type { Switch } from './protocol/switch.mts';
import { API_CODES } from './whatsapp/api-codes.mts';
import type { ApiCode } from './whatsapp/api-codes.mts';

/** Markdown tables of what the server does and how well it is known, made from the code itself. */
export function basisTables(routes: ReadonlyMap<string, Basis>): string {
	const switches: Array<[string, Switch<ReadonlyArray<string | number>>]> =
		Object.entries(SWITCHES);
	const codes: Array<[string, ApiCode]> = Object.entries(API_CODES);
	return [
		table(
			'endpoint',
			[...routes].map(([name, basis]) => [`\`${name}\``, basis]),
		),
		table(
			'code (status)',
			codes.map(([name, code]) => [`\`${name}\` (${code.statuses.join(', ')})`, code]),
		),
		table(
			'switch: what it decides (its values, the default first)',
			switches.map(([name, one]) => [
				`\`${name}\`: ${one.says} (${one.values.map((value) => `\`${value}\``).join(', ')})`,
				one,
			]),
		),
	].join('\n\n');
}

function table(title: string, rows: ReadonlyArray<readonly [what: string, basis: Basis]>): string {
	const lines = rows.map(([what, { mark, source }]) => `| ${what} | ${mark} | ${source} |`);
	return [
		'<!-- prettier-ignore -->',
		`| ${title} | mark | source |`,
		'|---|---|---|',
		...lines,
	].join('\n');
}
