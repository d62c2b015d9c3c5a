import type { IDataObject } from 'n8n-workflow';

import { parseTemplateId } from '../../../shared/values/id';
import { readField } from '../../../shared/values/json';
import type { Send } from '../../../shared/requests/request';
import { failureFromOddResponse } from '../../../shared/words/errors';
import { optionsField, templateIdField } from '../../fields';
import type { Operation } from '../../operation';
import { getTemplate } from '../../templates';

/** `GET /v1/templates/{id or name}`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get template',
	description: 'Retrieve a message template with what it says and its state at Meta',
	fields: [templateIdField, optionsField()],
	writes: false,
	prepare(parameters) {
		const templateId = parseTemplateId(parameters.read('templateId'), 'Template');
		return { run: async (send) => [await lookUpTemplate(send, templateId)] };
	},
};

/** A template that must be there, with an id. */
export async function lookUpTemplate(send: Send, templateId: string): Promise<IDataObject> {
	const template = await getTemplate(send, templateId);
	if (!template) throw failureFromOddResponse(200, 'no template');
	return { ...template, id: readField(template, 'id') ?? templateId } as IDataObject;
}
