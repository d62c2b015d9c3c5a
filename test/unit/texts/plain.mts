/** Texts in which Markdown means nothing: WhatsApp gets them as they are. One a line. */
export const plain = String.raw`
Bom dia! A obra começa às 8h.
Olá, João! Tudo bem? Já separei as 3 caixas de azulejo.
Não há previsão de chuva; amanhã concretamos a laje.
À vista sai por R$ 1.234,56, no cartão em 3x de R$ 411,52.
De R$ 99,90 por R$ 79,90 (20% de desconto).
Cimento CP-II 50 kg: R$ 38,90 | Areia média m³: R$ 120,00
*Pedido 1001* confirmado
_Entrega amanhã, entre 8h e 12h_
~R$ 100,00~ agora R$ 80,00
*Total:* R$ 1.500,00 (em até *10x* sem juros)
_*Atenção:*_ leve um documento
*_Última chance_* — só hoje
Status: *PAGO* ✅
🎉 *Parabéns, Maria!* 🎉
Promoção válida de 01/12 a 24/12*
*consulte condições na loja
Preço por m²*: R$ 45,00 (*sem instalação)
Frete grátis* acima de R$ 200 | *exceto região Norte
Tamanhos P*, M* e G** (* últimas peças; ** sob encomenda)
Hotel 5***** na praia
Nota: ****, muito bom
***
* * *
---
===
_____________
Assinatura: ______________________
Nome: ____________ CPF: ___.___.___-__
Data: __/__/____ Hora: __:__
( ) Sim  ( ) Não  (x) Talvez
[ ] comprar tinta
[x] medir a parede
- [ ] ligar para o cliente
- [x] enviar orçamento
- Cimento
- Areia lavada
* Brita 1
* Brita 0
• Cal hidratada
+ Prego 17x21
1. Medir
2. Cortar
10) Lixar
> como combinado ontem
>> citação da citação
a) primeiro  b) segundo
1ª etapa, 2º andar, nº 42
50% + 25% = 75%
2 * 3 = 6
2*3*4 = 24
5 * 3 * 2 = 30
x**2 + y**2 = z**2
2**10 = 1024
a ** b ** c
(a+b)**2 = a**2 + 2*a*b + b**2
(x)**(2) * (y)**(3)
f(x) = 3*x**2 - 2*x + 1
3*(4+5)*2
10 x 15 x 20 cm
2^10 e 10^-3
a_1 + a_2 + ... + a_n
x_i * y_i
H_2O e CO_2
H2O, CO₂, m², 25 °C, ±5%
~50 m²
~10 min de carro, ~5 km
~/Documentos/obra.pdf
~/a e ~/b
< 10 e > 5
5 < 10 && 10 > 5
a | b
x || y
A | B | C
pedido_de_compra
pedido_de_compra_2026_final_v2.pdf
_id
user_name e user_email
nome_do_arquivo.xlsx, outro_arquivo.csv
MAX_VALUE
MAX__VALUE__X
__init__.py
__init__
__main__.py e __init__.py
if __name__ == "__main__":
self.__dict__
obj.__class__.__name__
src/__tests__/index.test.ts
/home/ana/__backup__/2026
node_modules/**/*.js
**/*.ts
**/node_modules/**
src/**/*.ts e test/**/*.mts
*.pdf e *.docx
SELECT * FROM pedidos WHERE id = 5
SELECT COUNT(*) FROM pedidos
rm -rf *
ls *.txt
char **argv
int *p, *q;
void f(char **a, char **b)
f(*args, **kwargs)
f(*args, **kwargs) e g(*args, **kwargs)
def media(*valores): ...
#include <stdio.h>
#obra #reforma #pintura
#1 do mês
#42
# 
C# e F#
Aulas de C #
Ligue *144 ou #31#
*#06# mostra o IMEI
Disque *100# e tecle 1
9****-1234
(11) 9****-**34
(**) *****-1234
CPF ***.456.789-**
CNPJ **.345.678/0001-**
CPF ***.123.456-** e ***.987.654-**
Cartão **** **** **** 1234
cartão final **1234
validade **/**
jo***@gmail.com
j***o@exemplo.com e m***a@exemplo.com
senha: ********
P*** que pariu, que frio!
joao_da_silva@exemplo.com
_joao_@exemplo.com
a__b__c@exemplo.com.br
maria.souza+obra@exemplo.com
@maria_souza e @joao__lima
https://exemplo.com
https://exemplo.com/a_b_c
https://exemplo.com/a_b_c?x=__y__&z=**1**
https://exemplo.com/__init__
https://exemplo.com/_next/static/__chunk__.js
https://exemplo.com/cat_2026_v2.pdf
https://exemplo.com/busca?q=tinta*branca*fosca
https://exemplo.com/~ana/~~x~~
https://exemplo.com/#_secao_
https://exemplo.com/p?utm_source=whats_app&utm_medium=bot
https://pt.wikipedia.org/wiki/Cal_(química)
(https://exemplo.com/a_b)
Veja https://exemplo.com/a_b, https://exemplo.com/c_d e https://exemplo.com/e_f.
http://localhost:5678/webhook/__x__
exemplo.com/a__b__c
wa.me/5511987654321?text=*oi*
www.exemplo.com.br/_produtos_/__todos__
Link: https://exemplo.com/*promo*
_https://exemplo.com/a_
00020126580014BR.GOV.BCB.PIX0136a1b2***5204000053039865802BR5909LOJA*TEST6009SAO PAULO62070503***6304A1B2
00020126330014br.gov.bcb.pix0111123456789015204000053039865406100.005802BR5911MARIA SOUZA6008CURITIBA62070503***63041D3D
00020101021226840014br.gov.bcb.pix2562pix.exemplo.com/qr/v2/9d36b84f-c70b-478f-b95c-12729b90ca255204000053039865802BR5913LOJA DO JOAO6009SAO PAULO62070503***6304B14F
Pix copia e cola: 00020126580014BR.GOV.BCB.PIX0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D
Chave Pix: 123e4567-e12b-12d1-a456-426655440000
Chave: +5511987654321
34191.79001 01043.510047 91020.150008 5 97930000026000
Código: ABC_123_XYZ
SKU: TX__900__BR
Protocolo 2026*0001*SP
Rastreio: QB123456789BR
Lote A*12*B
Placa: BRA2E19
Wi-Fi: Loja_Guest / senha: c*s*2026
hash 5f4dcc3b5aa765d61d8327deb882cf99
eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x_Y-z__w
C:\Users\ana\Documentos
C:\obra\2026\planta.pdf
\\servidor\pasta
5' 10" e 3/4"
“Aspas” e ‘aspas’
"R$ 10"
R$10, R$ 10 e R$ 10,00
US$ 5.00 / € 4,50
A -> B -> C
A => B
:) ;) :D <3 ^_^ -_- o_o T_T (*_*) (>_<)
*-* que lindo
¯ _(ツ)_/¯
👨‍👩‍👧‍👦 família ❤️ 1️⃣ 2️⃣
🇧🇷 Brasil
Horário: 8h–18h — exceto feriados…
café, maçã, pão, açaí, já, às, você, ô, ü, ñ
日本語のテキスト
Привет, мир
مرحبا بالعالم
a*b*c e d_e_f
*
**
_
~~
~
"
*a
a*
**a
a**
__a
~~a
** a **
__ a __
~~ a ~~
a ~~ b
*oi
* oi
**Cimento
Areia**
(**
**)
{"a": "*b*", "c_d": [1, 2]}
{{ $json.nome_cliente }}
<b>negrito</b>
<https
&nbsp; &amp;
[nota]
[1] fonte
[1](2)
lista[0](1)
array[i][j]
(veja [anexo])
![
[a]
[a](b c)
[a] (https://exemplo.com)
use ${'`'}**kwargs${'`'}
${'`'}__init__${'`'} e ${'`'}a_b${'`'}
${'```'}a ** b${'```'}
${'``'}a ${'`'} b${'``'}
um acento ${'`'} só
${'```'}
`
	.split('\n')
	.filter((line) => line !== '');
