import type { Lead, Referral } from '../whatsapp/ads/model.mts';
import type { Message } from '../whatsapp/model.mts';
import { referralOf } from '../whatsapp/ads/referrals.mts';
import { directText, NUMBERS, PEOPLE, TENANT_ID } from './common.mts';

/** Ids of the leads, the same in every seed; the first two are of the Evolution GO number. */
export const LEADS = {
	/** Ana's, from an ad, with consent not asked for. */
	ana: 'lead_ana',
	/** Bruno's, organic, with consent refused. */
	bruno: 'lead_bruno',
	/** Carla's, on the Meta number with an Official Business Account. */
	carla: 'lead_carla',
} as const;

/** Ids of the ads and the post that messages to the Meta number with an Official Business Account came from. */
export const ADS = { sale: '120210000000000001', post: '120210000000000002' } as const;

const ofSale = {
	adName: 'Promoção de verão',
	adsetId: '120210000000000011',
	adsetName: 'Santos',
	campaignId: '120210000000000021',
	campaignName: 'Verão',
};

export function leads(): Lead[] {
	const common = {
		pageId: `page_${TENANT_ID}`,
		pageName: 'Loja do Zé',
		formId: 'form_orcamento',
		formName: 'Orçamento',
		conversationId: null,
	};
	return [
		{
			...common,
			...ofSale,
			id: LEADS.ana,
			leadgenId: '900000000000001',
			numberId: NUMBERS.go.id,
			adId: ADS.sale,
			platform: 'ig',
			isOrganic: false,
			createdAt: '2026-01-05T12:00:00.000Z',
			fullName: 'Ana Lima',
			email: 'ana@example.com',
			phone: PEOPLE.ana,
			fields: [
				{ key: 'cidade', label: 'Cidade', values: ['Santos'] },
				{ key: 'horarios', label: null, values: ['manhã', 'noite'] },
				{ key: 'observacao', label: 'Observação', values: [] },
			],
			consentGiven: null,
		},
		{
			...common,
			id: LEADS.bruno,
			leadgenId: '900000000000002',
			numberId: NUMBERS.go.id,
			...noAd,
			formId: 'form_contato',
			formName: 'Contato',
			createdAt: '2026-01-06T12:00:00.000Z',
			fullName: 'Bruno Reis',
			email: null,
			phone: PEOPLE.bruno,
			fields: [],
			consentGiven: false,
		},
		{
			...common,
			id: LEADS.carla,
			leadgenId: '900000000000003',
			numberId: NUMBERS.metaOba.id,
			...noAd,
			createdAt: '2026-01-07T12:00:00.000Z',
			fullName: 'Carla Dias',
			email: 'carla@example.com',
			phone: PEOPLE.carla,
			fields: [{ key: 'cidade', label: 'Cidade', values: ['Recife'] }],
			consentGiven: true,
		},
	];
}

const noAd = {
	adId: null,
	adName: null,
	adsetId: null,
	adsetName: null,
	campaignId: null,
	campaignName: null,
	platform: 'fb',
	isOrganic: true,
};

/** The first messages of people who tapped an ad or a post. */
export function referralMessages(): Message[] {
	const sale: Partial<Referral> = {
		...ofSale,
		sourceUrl: 'https://fb.me/verao',
		headline: 'Verão com desconto',
		body: 'Fale com a gente no WhatsApp.',
		mediaType: 'image',
		imageUrl: 'https://example.com/verao.jpg',
		ctwaClid: 'clid-1',
		namesResolvedAt: '2026-01-08T13:00:00.000Z',
	};
	const first = (name: 'bruno' | 'carla' | 'ana', hour: number, referral: Referral | null) => ({
		...directText(NUMBERS.metaOba, PEOPLE[name], 'Quero saber mais', {
			id: `msg_ad_${name}`,
			externalMessageId: `wamid.ad.${name}`,
		}),
		createdAt: `2026-01-08T${hour}:00:00.000Z`,
		referral,
	});
	return [
		first('bruno', 12, referralOf({ sourceId: ADS.sale, ...sale })),
		first('carla', 13, referralOf({ sourceId: ADS.sale, ...sale, ctwaClid: 'clid-2' })),
		first('ana', 14, referralOf({ sourceId: ADS.post, sourceType: 'post' })),
	];
}
