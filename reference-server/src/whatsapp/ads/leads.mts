import type { Lead } from './model.mts';
import type { WhatsAppNumber } from '../model.mts';
import { numberById, personByNumber } from '../state.mts';
import type { State } from '../state.mts';

/** A form that somebody filled in; what is left out gets a value that fits, or null. */
export type FilledForm = { numberId: string } & Partial<Omit<Lead, 'id' | 'numberId'>>;

/**
 * Puts a lead into the state and announces it.
 *
 * @throws Error for an unknown number
 */
export function receiveLead(state: State, filled: FilledForm): Lead {
	const number = numberById(state, filled.numberId);
	const n = state.nextNumber();
	const person = personByNumber(state, filled.phone ?? '');
	const lead: Lead = {
		id: `lead_${n}`,
		leadgenId: `90000000000${n}`,
		pageId: `page_${number.tenantId}`,
		pageName: 'Loja do Zé',
		formId: 'form_orcamento',
		formName: 'Orçamento',
		adId: null,
		adName: null,
		adsetId: null,
		adsetName: null,
		campaignId: null,
		campaignName: null,
		platform: 'fb',
		isOrganic: (filled.adId ?? null) === null,
		fullName: person?.name ?? null,
		email: null,
		phone: null,
		fields: [],
		consentGiven: null,
		conversationId: null,
		createdAt: new Date().toISOString(),
		...filled,
	};
	state.leads.push(lead);
	state.events.emit('lead received', lead);
	return lead;
}

/** The leads of the pages that are linked to a number. */
export function leadsOf({ leads }: State, { id }: WhatsAppNumber): Lead[] {
	return leads.filter(({ numberId }) => numberId === id);
}
