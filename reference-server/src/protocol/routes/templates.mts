import { checkSession } from '../access.mts';
import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { findTemplate } from '../../whatsapp/messages/sending.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { newsletterList, template, templateList, templateParams } from '../schemas/templates.mts';
import { templateAnswer } from '../wire/templates.mts';

/** Templates, which need no open session, and newsletters, which do. */
export function addTemplateRoutes(app: App, { state, shapes }: Context): void {
	const config = {
		access: { scope: 'number' },
		basis: { mark: 'documented', source: 'templates; TemplatesResource has the bare list' },
	} as const;

	app.get(
		'/templates',
		{ config, schema: { response: { 200: templateList, ...errorAnswers } } },
		async (request) => {
			const templates = state.templates
				.filter(({ tenantId }) => tenantId === numberOf(request).tenantId)
				.map((one) => templateAnswer(one, shapes));
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

	app.get(
		'/newsletters',
		{
			config: {
				access: { scope: 'number', features: ['newsletters'] },
				basis: { mark: 'documented', source: 'newsletters/list' },
			},
			schema: { response: { 200: newsletterList, ...errorAnswers } },
		},
		async (request) => {
			const number = numberOf(request);
			if (shapes.newslettersOffline === 'refused') checkSession(number);
			const isOnline = number.session === 'OPEN';
			const newsletters = state.newsletters
				.filter(({ numberId }) => isOnline && numberId === number.id)
				.map(({ id, name }) => ({ id, name }));
			return shapes.newsletterList === 'array' ? newsletters : { newsletters };
		},
	);
}
