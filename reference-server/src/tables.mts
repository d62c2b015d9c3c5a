import type { Basis } from './basis.mts';
import { CHECKED } from './checked.mts';
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
		'## Endpoints',
		table(
			'endpoint',
			[...routes].map(([name, basis]) => [`\`${name}\``, basis, checksOf(name)]),
			'checked against',
		),
		'## Codes',
		table(
			'code (status)',
			codes.map(([name, code]) => [`\`${name}\` (${code.statuses.join(', ')})`, code]),
		),
		'## Switches',
		table(
			'switch: what it decides (its values, the default first)',
			switches.map(([name, one]) => [
				`\`${name}\`: ${one.says} (${one.values.map((value) => `\`${value}\``).join(', ')})`,
				one,
			]),
		),
	].join('\n\n');
}

/** Who has looked at the answers of an endpoint, in words. */
function checksOf(route: string): string {
	const { sdk, live } = CHECKED[route] ?? {};
	return [...(sdk ? ['the SDK'] : []), ...(live ? [`the API, on ${live}`] : [])].join('; ');
}

type Row = readonly [what: string, basis: Basis, more?: string];

function table(title: string, rows: readonly Row[], more?: string): string {
	const line = (...cells: Array<string | undefined>) =>
		`| ${cells.filter((cell) => cell !== undefined).join(' | ')} |`;
	return [
		'<!-- prettier-ignore -->',
		line(title, 'mark', 'source', more),
		more === undefined ? '|---|---|---|' : '|---|---|---|---|',
		...rows.map(([what, { mark, source }, last]) => line(what, mark, source, last)),
	].join('\n');
}
