/** «Стандарт»: every requirement, what judges it, how often it is kept, and where to hear examples. */
import { Checkbox, NativeSelect, Table, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useOpenedSearch } from '../../access/arrival.ts';
import { useFormat, useMay } from '../../access/session.ts';
import type { StandardPage as Standard } from '../../api/shapes.ts';
import { readStandard } from '../../api/standard.ts';
import { Card } from '../../components/chart-card.tsx';
import { chosenFilter } from '../../components/chosen-filters.tsx';
import { FilterFold } from '../../components/filter-fold.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { JudgedBy } from './judged-by.tsx';
import classes from './standard.module.css';
import { brokenInStandardSearch, type StandardSearch } from './standard-search.ts';

const route = getRouteApi('/standard');

export function StandardPage() {
  const { product } = useTexts();
  const { standard: texts, filters, basis } = useTrendTexts();
  useDocumentTitle(`${texts.title} – ${product}`);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: StandardSearch) => void navigate({ search: { ...search, ...next } });
  const { from, to, basis: counted } = search;
  const page = useQuery(readStandard({ from, to, basis: counted }));
  const broken = brokenInStandardSearch(useOpenedSearch());
  const mayTrend = useMay('trends.read');
  const mayTrust = useMay('trust.read');
  const { day } = useFormat();
  const chosen = [
    ...chosenFilter(filters.from, from && day(from), () => change({ from: undefined })),
    ...chosenFilter(filters.to, to && day(to), () => change({ to: undefined })),
    ...chosenFilter(filters.basis, counted && filters.bases[counted], () => change({ basis: undefined })),
    ...(search.only === undefined ? [] : [{ text: texts.onlyMachine, clear: () => change({ only: undefined }) }]),
  ];
  const isEmptySample = page.data?.period.basis === 'sample' && page.data.calls === 0;
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {texts.title}
      </Title>
      <Text className={classes.muted}>
        {texts.intro} {mayTrust && <Link to="/trust">{texts.trust}</Link>}
      </Text>
      {broken.length > 0 && (
        <Notice tone="warn" role="status">
          {filters.broken(broken.join(', '))}
        </Notice>
      )}
      <FilterFold label={filters.label} chosen={chosen} className={classes.filters}>
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={`${end} ${search[end] ?? page.data?.period[end] ?? ''}`}
            type="date"
            label={filters[end]}
            defaultValue={search[end] ?? page.data?.period[end] ?? ''}
            onBlur={({ currentTarget: { value } }) => {
              if (value !== (search[end] ?? page.data?.period[end] ?? '')) change({ [end]: value || undefined });
            }}
          />
        ))}
        {mayTrend && (
          <NativeSelect
            label={filters.basis}
            value={counted ?? 'sample'}
            data={(['sample', 'all'] as const).map((value) => ({ value, label: filters.bases[value] }))}
            onChange={({ currentTarget: { value } }) => change({ basis: value === 'all' ? 'all' : undefined })}
          />
        )}
        <Checkbox
          className={classes.only}
          label={texts.onlyMachine}
          checked={search.only === 'machine'}
          onChange={({ currentTarget: { checked } }) => change({ only: checked ? 'machine' : undefined })}
        />
      </FilterFold>
      {isEmptySample && (
        <Notice tone="info" role="status" title={basis.emptyTitle}>
          {basis.empty}
        </Notice>
      )}
      {mayTrend && page.data?.period.basis === 'all' && (
        <Notice tone="warn" role="status" title={basis.allTitle}>
          {basis.all}
        </Notice>
      )}
      {page.isPending && <PageLoader />}
      {page.isError && <LoadError error={page.error} onRetry={() => void page.refetch()} />}
      {page.data && <Sections page={page.data} machineOnly={search.only === 'machine'} />}
    </div>
  );
}

const tones = { checked: 'good', partly: 'info', person: 'neutral', setup: 'neutral' } as const;

function Sections({ page, machineOnly }: { page: Standard; machineOnly: boolean }) {
  const { standard: texts } = useTrendTexts();
  const format = useFormat();
  const sections = page.sections
    .map((section) => ({
      ...section,
      clauses: section.clauses.filter(({ how }) => !machineOnly || how === 'checked' || how === 'partly'),
    }))
    .filter(({ clauses }) => clauses.length > 0);
  return (
    <>
      <Text className={classes.muted}>
        {format.day(page.period.from)} – {format.day(page.period.to)}
      </Text>
      {sections.map(({ id, title, clauses }) => (
        <Card key={id} title={`${id}. ${title}`}>
          <ScrollTable cards label={`${id}. ${title}`}>
            <Table className={classes.table} verticalSpacing="sm">
              <caption className={classes.caption}>{title}</caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th className={classes.requirement}>{texts.requirement}</Table.Th>
                  <Table.Th>{texts.judgedBy}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {clauses.map((clause) => (
                  <Table.Tr key={clause.text}>
                    <Table.Th scope="row" className={classes.requirement}>
                      {clause.text}
                      <div className={classes.how}>
                        <Tone tone={tones[clause.how]}>{texts.how[clause.how]}</Tone>
                      </div>
                    </Table.Th>
                    <Table.Td>
                      <JudgedBy clause={clause} period={page.period} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollTable>
        </Card>
      ))}
    </>
  );
}
