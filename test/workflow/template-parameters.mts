import { TEMPLATES } from 'pilotstatus-reference-server';
import { locator } from './rows.mts';

/** Parameters that make a template. */
export const made = {
	resource: 'template',
	operation: 'create',
	name: 'visita',
	category: 'UTILITY',
	language: 'pt_BR',
	bodyText: 'Sua visita foi marcada.',
};

/** Parameters that change one that is there. */
export const changed = {
	resource: 'template',
	operation: 'update',
	templateId: locator(TEMPLATES.approved),
};

/** What an error says to do about texts with variables that are expressions. */
export const FIXED =
	'Set the texts to Fixed: in an expression, n8n takes what stands in double braces for code, and not for a variable.';
