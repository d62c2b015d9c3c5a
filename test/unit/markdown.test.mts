import { expect, it } from '@jest/globals';

import { fromMarkdown } from '../../nodes/PilotStatus/text/markdown.ts';

/** Cases of real life by their number: what a model writes, and what WhatsApp gets; one text alone stays as it is. */
const rows: Record<string, Array<[string, string?]>> = {
	'M01 bold labels and prices': [
		[
			'**Total:** R$ 10 (**à vista**), **50%** de desconto',
			'*Total:* R$ 10 (*à vista*), *50%* de desconto',
		],
	],
	'M02 bold and italic in one': [
		['***Promoção***', '*_Promoção_*'],
		['**_Promoção_**', '*_Promoção_*'],
		['_**Promoção**_', '_*Promoção*_'],
		['___Promoção___', '*_Promoção_*'],
		['*__Promoção__*', '_*Promoção*_'],
		['***Nota:** leia tudo*', '_*Nota:* leia tudo_'],
		['**Entrega *grátis***', '*Entrega _grátis_*'],
		['*Veja **isto***', '_Veja *isto*_'],
	],
	'M03 nested': [
		['**Entrega *grátis* hoje**', '*Entrega _grátis_ hoje*'],
		['*Entrega **grátis** hoje*', '_Entrega *grátis* hoje_'],
		['**Entrega __grátis__ hoje**', '*Entrega grátis hoje*'],
		['**De ~~R$ 100~~ por R$ 80**', '*De ~R$ 100~ por R$ 80*'],
	],
	'M04 headings': [
		['## Preços 2026', '*Preços 2026*'],
		['# **Oferta**', '*Oferta*'],
		['#obra'],
		['#1 do mês'],
		['### Preços **2026** já ###\nCimento', '*Preços 2026 já*\nCimento'],
		['> ## Aviso\n> Amanhã', '> *Aviso*\n> Amanhã'],
		['#'],
		['# #'],
		['####### sete'],
	],
	'M05 lists': [
		['* Cimento\n* Areia'],
		['* **Cimento:** R$ 38\n* **Areia:** R$ 120', '* *Cimento:* R$ 38\n* *Areia:* R$ 120'],
		['* * *'],
		['---'],
	],
	'M06 links': [
		[
			'Veja [o catálogo](https://loja.exemplo/cat_2026_v2.pdf) hoje',
			'Veja o catálogo (https://loja.exemplo/cat_2026_v2.pdf) hoje',
		],
		['[https://loja.exemplo](https://loja.exemplo)', 'https://loja.exemplo'],
		['[loja.exemplo](https://www.loja.exemplo/)', 'https://www.loja.exemplo/'],
		['**[o catálogo](https://loja.exemplo/a__b)**', '*o catálogo (https://loja.exemplo/a__b)*'],
		['[**o catálogo**](https://loja.exemplo "Título")', '*o catálogo* (https://loja.exemplo)'],
		['![Planta](https://loja.exemplo/p.png)', 'Planta (https://loja.exemplo/p.png)'],
		['![](https://loja.exemplo/p.png)', 'https://loja.exemplo/p.png'],
		[
			'[cal](https://pt.wikipedia.org/wiki/Cal_(química)).',
			'cal (https://pt.wikipedia.org/wiki/Cal_(química)).',
		],
		['<https://loja.exemplo/a_b>', 'https://loja.exemplo/a_b'],
		['[ana@loja.exemplo](mailto:ana@loja.exemplo)', 'ana@loja.exemplo'],
		['[Ligue](tel:+551140028922)', 'Ligue (+551140028922)'],
		['[Preços](#precos)', 'Preços'],
		['lista[0](1)'],
		['[x] feito, [ ] por fazer (amanhã)'],
	],
	'M07 addresses': [
		['https://exemplo.com/a_b_c?x=__y__&z=**1**'],
		['exemplo.com/__a__/**b**'],
		['**https://exemplo.com/a_b**', '*https://exemplo.com/a_b*'],
		['**Site: https://exemplo.com/__a__.**', '*Site: https://exemplo.com/__a__.*'],
		['***https://exemplo.com***', '*_https://exemplo.com_*'],
		['https://exemplo.com/nome\\_do\\_arquivo', 'https://exemplo.com/nome_do_arquivo'],
	],
	'M08 underscores in words': [
		['pedido_de_compra'],
		['joao_da_silva@exemplo.com'],
		['__init__.py'],
		['MAX__VALUE__X'],
		['if __name__ == "__main__":'],
		['src/__tests__/a.ts'],
		['Nome: ________ Data: __/__/____'],
		['__Atenção!__', '*Atenção!*'],
	],
	'M09 codes': [
		[
			'00020126580014BR.GOV.BCB.PIX0136a1b2***5204000053039865802BR5909LOJA*TEST6009SAO PAULO62070503***6304A1B2',
		],
		['CPF ***.456.789-**, cartão **** **** **** 1234, (**) *****-1234'],
	],
	'M10 formulas': [
		['x**2 + y**2 = z**2'],
		['2*3*4 = 24'],
		['5 * 3 * 2'],
		['(x)**(2) + (y)**(3)'],
		['f(*args, **kwargs) e g(*args, **kwargs)'],
		['**/node_modules/** e src/**/*.ts'],
	],
	'M11 footnotes': [
		['De R$ 99,00* por R$ 79,00* (*somente no Pix)'],
		['De R$ 99,00** por R$ 79,00** (**somente no Pix)'],
	],
	'M12 code': [
		['use `**kwargs`'],
		['```js\na ** b\n```', '```\na ** b\n```'],
		['```linha **1**\nlinha **2**```'],
		['use ``**kwargs``'],
		['**use `a ** b` aqui**', '*use `a ** b` aqui*'],
		['assim:\n```sh\nnpm i\n', 'assim:\n```\nnpm i\n\n```'],
		['```\n# não é título\n| a |\n|---|\n```'],
	],
	'M13 an answer in a fence': [
		['```markdown\n**Oi**\n- um\n```', '*Oi*\n- um'],
		['```md\n# Oi\n```js\na\n```\nfim\n```\n', '*Oi*\n```\na\n```\nfim'],
		['```md\n**a**\n```\n**b**\n```js\n**c**\n```', '```\n**a**\n```\n*b*\n```\n**c**\n```'],
	],
	'M14 tables': [
		[
			'| Produto | Preço |\n|---|---:|\n| Cimento | R$ 38,90 |\n| Areia | R$ 120,00 |',
			'*Produto | Preço*\nCimento | R$ 38,90\nAreia | R$ 120,00',
		],
		['Veja:\n\nItem | Nº\n:-- | --:\n**Cal** | \n\nFim', 'Veja:\n\n*Item | Nº*\n*Cal*\n\nFim'],
		['| | |\n|---|---|\n| a \\| b | `c|d` |', 'a | b | `c|d`'],
		['a | b\nc | d'],
	],
	'M15 bold over lines': [
		['**linha 1\nlinha 2**', '*linha 1*\n*linha 2*'],
		['**linha 1  \r\n  linha 2**', '*linha 1*  \r\n  *linha 2*'],
		['**linha 1\n\nlinha 2**'],
		['**um\n- dois**'],
	],
	'M16 backslashes': [
		['5 \\* 3 = 15', '5 * 3 = 15'],
		['nome\\_do\\_arquivo', 'nome_do_arquivo'],
		['R\\$ 10', 'R$ 10'],
		['\\*\\*não\\*\\*', '**não**'],
		['C:\\Users\\ana', 'C:\\Users\\ana'],
		['\\\\servidor\\pasta'],
	],
	'M17 tildes': [['~~R$ 100~~ R$ 80', '~R$ 100~ R$ 80'], ['~50 m²'], ['~/pasta e ~/outra']],
	'M19 marks of WhatsApp': [
		['*Importante* e _urgente_'],
		['~R$ 100~ R$ 80'],
		['> citado\n1. um\n- dois'],
		['_a *b* c_'],
		['*a _b_ c*'],
	],
};

it.each(Object.entries(rows))('%s', (_name, cases) => {
	for (const [given, expected = given] of cases) expect(fromMarkdown(given)).toBe(expected);
});

it.each(Object.entries(rows))('M18 twice: %s', (name, cases) => {
	if (name.startsWith('M16')) return;
	for (const [given] of cases) {
		const once = fromMarkdown(given);
		expect(fromMarkdown(once)).toBe(once);
	}
});
