import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { isObject } from '../shared/values/json';
import { toNodeError } from '../shared/words/errors';
import { Failure } from '../shared/words/failure';
import { getTemplate } from './templates';
import type { Template } from './templates';
import { openTransport } from '../shared/requests/transport';

/** One field per variable of the template that is picked, from `GET /v1/templates/{id or name}`. */
export async function getTemplateVariables(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const picked: unknown = this.getCurrentNodeParameter('templateId');
	const templateId = isObject(picked) ? picked.value : picked;
	if (typeof templateId !== 'string' || templateId.trim() === '') {
		return { fields: [], emptyFieldsNotice: 'Pick a template first.' };
	}
	if (templateId.startsWith('=')) {
		return {
			fields: [],
			emptyFieldsNotice:
				"The template comes from an expression: set 'Variables Mode' to Name and Value to fill them in.",
		};
	}
	const template = await openTransport(this)
		.then(async ({ send }) => await getTemplate(send, templateId.trim()))
		.catch((error: unknown) => {
			throw error instanceof Failure ? toNodeError(this.getNode(), error) : error;
		});
	const { variables = [], needed = [] }: Partial<Template> = template ?? {};
	const fields = variables.map((name) => ({
		id: name,
		displayName: name,
		type: 'string' as const,
		required: needed.includes(name),
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
	}));
	return { fields, emptyFieldsNotice: 'This template has no variables.' };
}
