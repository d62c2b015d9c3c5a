import { describe, expect, it } from '@jest/globals';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { PilotStatus } from '../../nodes/PilotStatus/PilotStatus.node.ts';

type Option = INodeProperties | INodePropertyOptions | INodePropertyCollection;
const label = (option: Option) => ('displayName' in option ? option.displayName : option.name);

/** Every list of choices in the node, with the place where it stands. */
function* lists(properties: INodeProperties[], path = ''): Generator<[string, string[]]> {
	for (const property of properties) {
		const here = `${path}/${property.name}`;
		if (!property.options) continue;
		yield [here, (property.options as Option[]).map(label)];
		for (const option of property.options) {
			if ('values' in option) yield* lists(option.values, `${here}/${option.name}`);
		}
	}
}

describe('the description of the node', () => {
	const { properties } = new PilotStatus().description;

	it.each([...lists(properties)])('sorts the choices of %s by name', (_path, labels) => {
		expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
	});

	it('has a field for everything under its fixed name', () => {
		const names = new Set(properties.map(({ name }) => name));
		expect([...names].sort()).toEqual([
			'destinationNumber',
			'groupId',
			'limit',
			'messageId',
			'newsletterId',
			'operation',
			'options',
			'participants',
			'resetLink',
			'resource',
			'returnAll',
			'sendTo',
			'simplify',
			'subject',
			'text',
		]);
	});
});
