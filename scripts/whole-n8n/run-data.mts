import type { IRunData } from 'n8n-workflow';

/**
 * What the nodes of an execution gave, from the text as n8n stores and gives it: flat, with indices in place of values.
 * @param stored `data` of `GET /executions/{id}`
 */
export function readRunData(stored: string): IRunData {
	const parts = JSON.parse(stored) as unknown[];
	const revive = (value: unknown): any => {
		if (typeof value !== 'string') return value;
		const part = parts[Number(value)];
		if (Array.isArray(part)) return part.map(revive);
		if (typeof part !== 'object' || part === null) return part;
		return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, revive(one)]));
	};
	return revive('0').resultData.runData;
}
