import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import {
	createTemplate,
	deleteTemplate,
	findTemplate,
	templatesOf,
	updateTemplate,
} from '../../whatsapp/templates/managing.mts';
import { noBody, success } from '../schemas/common.mts';
import { errorAnswers } from '../schemas/errors.mts';
import {
	createTemplateBody,
	template,
	templateList,
	templateParams,
	updateTemplateBody,
	writtenTemplate,
} from '../schemas/templates.mts';
import { templateAnswer, templateContent, writtenAnswer } from '../wire/templates.mts';

/** Templates: reading and writing them needs no open session. */
export function addTemplateRoutes(app: App, { state, shapes, clock }: Context): void {
	const config = {
		access: { scope: 'number' },
		basis: { mark: 'documented', source: 'templates; TemplatesResource has the bare list' },
	} as const;

	app.get(
		'/templates',
		{ config, schema: { response: { 200: templateList, ...errorAnswers } } },
		async (request) => {
			const templates = templatesOf(state, numberOf(request)).map((one) =>
				templateAnswer(one, shapes),
			);
			if (shapes.templateList === 'array') return templates;
			return shapes.templateList === 'data' ? { data: templates } : { templates };
		},
	);

	app.get(
		'/templates/:templateId',
		{ config, schema: { params: templateParams, response: { 200: template, ...errorAnswers } } },
		async (request) =>
			templateAnswer(findTemplate(state, numberOf(request), request.params.templateId), shapes),
	);

	app.post(
		'/templates',
		{
			config,
			schema: { body: createTemplateBody, response: { 201: writtenTemplate, ...errorAnswers } },
		},
		async (request, reply) => {
			const { name, ...body } = request.body;
			const content = templateContent(body);
			const created = createTemplate(state, clock, numberOf(request), name, content);
			// That creating answers 201 is our choice.
			return reply.code(201).send(writtenAnswer(created));
		},
	);

	app.put(
		'/templates/:templateId',
		{
			config,
			schema: {
				params: templateParams,
				body: updateTemplateBody,
				response: { 200: writtenTemplate, ...errorAnswers },
			},
		},
		async (request) => {
			const found = findTemplate(state, numberOf(request), request.params.templateId);
			updateTemplate(state, clock, found, templateContent(request.body));
			return writtenAnswer(found);
		},
	);

	app.delete(
		'/templates/:templateId',
		{
			config,
			schema: {
				params: templateParams,
				response: { 200: success, 204: noBody, ...errorAnswers },
			},
		},
		async (request, reply) => {
			deleteTemplate(state, numberOf(request), request.params.templateId);
			reply.statusCode = shapes.templateDeleteStatus;
			return shapes.templateDeleteStatus === 204 ? reply.send('') : reply.send({ success: true });
		},
	);
}
