/** Trends on paper: A4 pages of tables with a Cyrillic font that goes along in the file; tagged, so that it can be read aloud. */

import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { Cell } from '#analyzer';
import { dayText } from './local-days.ts';
import type { Period } from './trend-query.ts';
import type { TrendTable } from './trend-tables.ts';

/** Fonts go by their files: a registered name would have the file read again for every cell of a table. */
const fontOf = (weight: '400Regular' | '700Bold') =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/pt-sans/${weight}/PTSans_${weight}.ttf`));

const plain = fontOf('400Regular');
const bold = fontOf('700Bold');

const margin = 36;
/** Rows of one table on paper; the whole of it is in the workbook. */
const mostRows = 120;
const basisText = {
  sample: 'По случайной выборке, с интервалами 95 %.',
  all: 'По всем звонкам: в них есть и отобранные людьми, доли могут быть смещены.',
};
const judgedText = {
  people: 'Решения людей учтены: снятые нарушения не считаются.',
  machine: 'Оценки машинные: решения людей не учтены.',
};

/** The tables as a PDF. */
export async function trendPdf(tables: readonly TrendTable[], { from, to, basis, judged }: Period): Promise<Buffer> {
  const title = `Камертон: тренды с ${dayText(from)} по ${dayText(to)}`;
  const paper = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin,
    lang: 'ru',
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, Creator: 'Kamerton' },
  });
  const content = buffer(paper);
  paper.font(bold).fontSize(16).text(title);
  paper.font(plain).fontSize(10).text(`${basisText[basis]} ${judgedText[judged]}`).moveDown();
  for (const table of tables) writeTable(paper, table);
  paper.end();
  return content;
}

type Paper = InstanceType<typeof PDFDocument>;

function writeTable(paper: Paper, { title, headings, rows }: TrendTable): void {
  if (rows.length === 0) return;
  if (paper.y > paper.page.height - 160) paper.addPage();
  paper.moveDown().font(bold).fontSize(12).text(title, margin).moveDown(0.3);
  paper.fontSize(8);
  const width = paper.page.width - 2 * margin;
  // Words need more room than figures.
  const shares = headings.map((_, i) => (rows.some((row) => typeof row[i] === 'string') ? 2.4 : 1));
  const unit = width / shares.reduce((sum, share) => sum + share, 0);
  paper.font(plain).table({
    columnStyles: shares.map((share) => share * unit),
    defaultStyle: { padding: 3, borderColor: '#c8cdd2', border: 0.5 },
    data: [
      headings.map((text) => ({ text, type: 'TH' as const, font: { src: bold }, backgroundColor: '#eef1f4' })),
      ...rows.slice(0, mostRows).map((row) => row.map(cellText)),
    ],
  });
  const left = rows.length - mostRows;
  if (left > 0) paper.font(plain).fontSize(8).text(`Ещё строк: ${left} – в файле XLSX.`, margin);
}

const number = new Intl.NumberFormat('ru', { maximumFractionDigits: 2 });

function cellText(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return number.format(cell);
  if (typeof cell === 'boolean') return cell ? 'да' : 'нет';
  return typeof cell === 'string' ? cell : dayText(cell.local);
}
