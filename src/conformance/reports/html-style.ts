/** Style sheet of the page, for light and dark mode, small screens and print. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#faf9f5;--card:#fff;--ink:#1e2227;--soft:#5c636b;
--line:#e4e1d8;--well:#f4f2ec;
--pass:#1f6f45;--warn:#855800;--fail:#ad2a1d;--skip:#636a72;--pass-fill:#4c9f72;--warn-fill:#dba93a;
--fail-fill:#c9483a;--skip-fill:#cfccc3;
--serif:'Iowan Old Style','Palatino Linotype',Palatino,Charter,Georgia,'Liberation Serif',serif;
--mono:ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,'Liberation Mono',monospace}
@media (prefers-color-scheme:dark){:root{--paper:#14171a;--card:#1b1f23;--ink:#e6e4df;
--soft:#a2a8b0;--line:#2f353b;--well:#23282d;
--pass:#84cfa3;--warn:#e6ba62;--fail:#f4938a;--skip:#a2a8b0;--pass-fill:#4f9f75;--warn-fill:#c9962f;
--fail-fill:#cf574a;--skip-fill:#434a51}}
*{box-sizing:border-box}
html{scroll-behavior:auto;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:break-word;
font:1rem/1.6 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Liberation Sans',Arial,
sans-serif}
main{max-width:54rem;margin:0 auto;padding:clamp(1.5rem,6vw,4.5rem) clamp(1rem,4vw,2rem) 4rem}
h1,h2,.lead{font-family:var(--serif);font-weight:600;line-height:1.25;text-wrap:pretty}
h1{font-size:clamp(2rem,6vw,3rem);letter-spacing:-.015em;margin:.15em 0 .1em;overflow-wrap:anywhere}
h2{font-size:1.5rem;margin:3.25rem 0 .25rem;scroll-margin-top:1rem}
h2 small{font:400 1rem var(--mono);color:var(--soft);margin-left:.25rem}
h3{font:600 .8125rem/1.4 var(--mono);color:var(--soft);margin:1.75rem 0 .5rem;
overflow-wrap:anywhere}
.label,.eyebrow,.difference dt{font-size:.75rem;font-weight:600;letter-spacing:.06em;
text-transform:uppercase;color:var(--soft);margin:0}
p{margin:.4rem 0}ul,ol{margin:0;padding:0;list-style:none}
a{color:inherit;text-underline-offset:.2em;text-decoration-color:var(--soft)}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--ink);outline-offset:2px;border-radius:3px}
code,pre{font-family:var(--mono);font-size:.875em;overflow-wrap:anywhere}
pre{font-size:.8125rem;line-height:1.5;white-space:pre-wrap;background:var(--well);
border-radius:6px;padding:.75rem .9rem;margin:.4rem 0}
.target,.when,.facts,.brief,.labels{color:var(--soft)}.target,.when{margin:.1rem 0}
.facts{font-size:.9375rem}
.outcome{margin:2rem 0 1.75rem;padding:1.25rem 1.5rem;background:var(--card);
border:1px solid var(--line);border-left:5px solid var(--tone);border-radius:8px}
.outcome p{max-width:42rem}.outcome p:last-child{margin-bottom:0}
.lead{font-size:clamp(1.25rem,3.2vw,1.6rem);margin:0}
.fail{--tone:var(--fail);--fill:var(--fail-fill)}.warn{--tone:var(--warn);--fill:var(--warn-fill)}
.pass{--tone:var(--pass);--fill:var(--pass-fill)}
.skip,.none{--tone:var(--skip);--fill:var(--skip-fill)}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:.25rem 1.5rem}
.tiles li{border-top:3px solid var(--fill);padding-top:.5rem}
.tiles a{text-decoration:none;display:block}.tiles a:hover span{text-decoration:underline}
.tiles b{display:block;font:600 2.25rem/1.1 var(--serif);
font-variant-numeric:lining-nums tabular-nums;color:var(--tone)}
.tiles span{color:var(--soft)}.tiles .none{border-color:var(--line)}
.tiles .none b{color:var(--soft);font-weight:400}
.bar{display:flex;gap:2px;height:.75rem;border-radius:99px;overflow:hidden;background:var(--well);
margin:1.25rem 0 .6rem;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.bar i{background:var(--fill);flex-basis:0;min-width:3px}
.mark{display:inline-grid;place-items:center;flex:none;width:1.5rem;height:1.5rem;border-radius:50%;
font:700 .8125rem/1 system-ui,sans-serif;color:var(--tone);border:1.5px solid currentColor}
.checks li{display:flex;gap:.75rem;padding:.45rem 0;overflow-wrap:anywhere}
.checks b{margin-right:.4rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;margin-top:.75rem}
th,td{padding:.5rem .5rem;border-bottom:1px solid var(--line);text-align:right;font-weight:400}
th:first-child{text-align:left;padding-left:0;overflow-wrap:anywhere}th+th{width:17%}
thead th{font-size:.875rem;color:var(--soft)}
tbody th{font-family:var(--mono);font-size:.875rem}td{color:var(--tone);font-weight:600}
td.none{color:var(--soft);font-weight:400}
.requirements{display:grid;gap:.5rem}
.requirements:has(.pass,.skip){gap:0;border-top:1px solid var(--line)}
.requirement{background:var(--card);border:1px solid var(--line);border-radius:8px}
.requirement.fail,.requirement.warn{border-left:3px solid var(--tone)}
.requirement.pass,.requirement.skip{background:none;border-width:0 0 1px;border-radius:0}
summary{cursor:pointer;list-style:none}summary::-webkit-details-marker{display:none}
.requirement>summary{display:flex;gap:.85rem;padding:.75rem 1rem;border-radius:8px}
.group>summary{display:flex;align-items:baseline}.group>summary h3{margin:.5rem 0}
.requirement>summary::after,.exchange>summary::after,.group>summary::after{content:'';flex:none;
width:.45rem;height:.45rem;margin:.5rem .25rem 0 auto;border:solid var(--soft);border-width:0 1.5px 1.5px 0;
transform:rotate(45deg)}
details[open]>summary::after{transform:rotate(225deg);margin-top:.7rem}
.heading{display:grid;gap:.15rem;min-width:0}.sentence{font-weight:500;overflow-wrap:anywhere}
.fail .sentence,.warn .sentence{font-weight:600}.pass .sentence,.skip .sentence{font-weight:400}
.line{font-size:.875rem;color:var(--soft)}.line>*{margin-right:.5rem}.line code{font-size:.8125rem}
.level{font-size:.75rem;letter-spacing:.05em}
.tag{font-size:.75rem;padding:0 .5em;border:1px solid var(--line);border-radius:99px;
white-space:nowrap}
.tag.loud{color:var(--fail);border-color:currentColor}
.pass>summary,.skip>summary{padding-inline:0}
.details{padding:.1rem 1rem 1rem 3.35rem}.pass>.details,.skip>.details{padding-inline:2.35rem 0}
.pairs{margin:.4rem 0;display:grid;gap:.35rem}
.pairs div{display:grid;grid-template-columns:9.5rem minmax(0,1fr);gap:1rem;align-items:baseline}
.pairs dt{color:var(--soft);font-size:.9375rem;overflow-wrap:anywhere}
.pairs dd{margin:0;font-size:.9375rem;overflow-wrap:anywhere}
.findings{counter-reset:finding;margin:1rem 0;display:grid;gap:1.25rem}
.findings>li{counter-increment:finding;border-top:1px solid var(--line);padding-top:1rem;
position:relative}
.findings>li::before{content:counter(finding);position:absolute;left:-2.35rem;width:1.5rem;
text-align:center;color:var(--soft);font-size:.875rem;font-variant-numeric:tabular-nums}
.difference{display:grid;grid-template-columns:1fr 1fr;gap:.75rem;margin:0 0 .75rem}
.difference div{background:var(--well);border-radius:6px;padding:.6rem .9rem;
border-top:2px solid var(--tone);min-width:0}
.difference .expected{--tone:var(--pass-fill)}.difference .seen{--tone:var(--fail-fill)}
.difference dd{margin:.15rem 0 0;font-family:var(--mono);font-size:.875rem;overflow-wrap:anywhere;
white-space:pre-wrap}
.findings .label{margin-top:.75rem}
.exchange{border-top:1px solid var(--line);font-size:.9375rem;scroll-margin-top:1rem}
.exchange>summary{display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem .6rem;padding:.55rem 0}
.exchange>summary::after{margin-top:0;align-self:center}
.exchange[open]>summary::after{margin-top:.3rem}
.exchange .number{min-width:1.25rem;color:var(--soft)}.exchange .labels{font-size:.875rem}
.exchange:target>summary{background:var(--well)}
.status{font-family:var(--mono);font-size:.8125rem}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(19rem,100%),1fr));gap:1rem;
margin:.5rem 0 1rem}
footer{margin-top:4rem;border-top:1px solid var(--line);font-size:.9375rem}
footer h2{margin-top:1.5rem;font-size:1.125rem}
footer h3{font:inherit;font-weight:600}.rules div{grid-template-columns:16rem minmax(0,1fr)}
.rules dt{font-family:var(--mono);font-size:.8125rem}
@media (max-width:40rem){.tiles{grid-template-columns:1fr 1fr;row-gap:1rem}
.difference,.pairs div,.rules div{grid-template-columns:1fr}
.pairs div{gap:0}.details,.pass>.details,.skip>.details{padding-left:1rem}
.findings>li::before{content:'Finding ' counter(finding);position:static;display:block;width:auto;
text-align:left;margin-bottom:.3rem}
.outcome{padding:1rem 1.1rem}
th,td{padding-inline:.3rem}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--well:#f3f3f3;
--pass:#1f6f45;--warn:#855800;--fail:#ad2a1d;--skip:#555}
body{font-size:10pt}main{max-width:none;padding:0}summary::after{display:none}
.requirement,.findings>li,tr{break-inside:avoid}h2,h3{break-after:avoid}
.requirement.fail,.requirement.warn{break-inside:auto}}
`;
