/** A draft of the lexicons: its entries, what it changes, what is wrong with it, what it would do to the past; publishing. */
import { Button, Tabs, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../access/session.ts';
import { lexiconsKey } from '../../api/lexicon-keys.ts';
import { discardDraft, type LexiconDraft, readDraft, rebaseDraft } from '../../api/lexicons.ts';
import { Failure } from '../../components/failure.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import page from '../../components/tabbed-page.module.css';
import { useTexts } from '../../i18n/language.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { ChangesList } from './changes-list.tsx';
import { DryRunPanel } from './dry-run-panel.tsx';
import { ItemsBrowser } from './items-browser.tsx';
import classes from './lexicons.module.css';
import { draftTabs } from './lexicons-search.ts';
import { ProblemsList } from './problems-list.tsx';
import { PublishDialog } from './publish-dialog.tsx';

const route = getRouteApi('/lexicons/drafts/$id');

export function DraftPage() {
  const { id } = route.useParams();
  const draft = useQuery(readDraft(id));
  const words = useLexiconTexts();
  return (
    <div className={page.page}>
      <Link to="/lexicons">{words.backToList}</Link>
      {draft.isPending && <PageLoader />}
      {draft.isError && <LoadError error={draft.error} onRetry={() => void draft.refetch()} />}
      {draft.isSuccess && <Draft draft={draft.data} />}
    </div>
  );
}

function Draft({ draft }: { draft: LexiconDraft }) {
  const texts = useTexts();
  const words = useLexiconTexts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayEdit = useMay('lexicon.edit') && draft.state === 'editing';
  const name = draft.comment || words.noComment;
  useDocumentTitle(`${name} – ${texts.product}`);
  return (
    <>
      <Title order={1} size="h2">
        {name}
      </Title>
      <Text className={page.muted}>
        {words.draftOf(draft.base)} · {draft.author.name}
      </Text>
      {draft.state !== 'editing' && (
        <Notice tone="info" role="status">
          {words.closed[draft.state]}
        </Notice>
      )}
      {draft.state === 'editing' && <DraftActions draft={draft} />}
      <Tabs
        value={search.tab ?? 'entries'}
        keepMounted={false}
        onChange={(tab) => void navigate({ search: { ...search, tab: draftTabs.find((known) => known === tab) } })}
      >
        <Tabs.List aria-label={words.draft}>
          <Tabs.Tab value="entries">{words.panels.entries}</Tabs.Tab>
          <Tabs.Tab value="changes">
            {words.panels.changes} ({draft.changes.length})
          </Tabs.Tab>
          <Tabs.Tab value="problems">
            {words.panels.problems} ({draft.problems.length})
          </Tabs.Tab>
          <Tabs.Tab value="run">{words.panels.dryRun}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="entries" pt="md">
          <ItemsBrowser
            source={draft.id}
            seen={draft.version}
            files={draft.files}
            search={search}
            onSearch={(next) => void navigate({ search: { ...search, ...next }, replace: true })}
            draft={mayEdit ? draft.id : undefined}
          />
        </Tabs.Panel>
        <Tabs.Panel value="changes" pt="md">
          <ChangesList changes={draft.changes} empty={words.noChanges} />
        </Tabs.Panel>
        <Tabs.Panel value="problems" pt="md">
          <ProblemsList problems={draft.problems} />
        </Tabs.Panel>
        <Tabs.Panel value="run" pt="md">
          <DryRunPanel draft={draft} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function DraftActions({ draft }: { draft: LexiconDraft }) {
  const words = useLexiconTexts();
  const queries = useQueryClient();
  const mayEdit = useMay('lexicon.edit');
  const mayPublish = useMay('lexicon.publish');
  const [publishing, setPublishing] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const onSettled = () => queries.invalidateQueries({ queryKey: lexiconsKey });
  const rebase = useMutation({ mutationFn: () => rebaseDraft(draft.id, draft.version), onSettled });
  const discard = useMutation({ mutationFn: () => discardDraft(draft.id, draft.version), onSettled });
  const failure = rebase.error ?? discard.error;
  const hindrance = draft.publishing === null ? '' : words.hindrances[draft.publishing];
  return (
    <div className={page.panel}>
      {draft.outdated && (
        <Notice tone="warn" band>
          {words.outdated(draft.base)}
        </Notice>
      )}
      <Failure title={words.failed} error={failure} />
      <div className={classes.head}>
        <div className={page.row}>
          {mayPublish && (
            <Button disabled={draft.publishing !== null} onClick={() => setPublishing(true)}>
              {words.publish}
            </Button>
          )}
          {mayEdit && draft.outdated && (
            <Button variant="default" loading={rebase.isPending} onClick={() => rebase.mutate()}>
              {words.rebase}
            </Button>
          )}
          {mayEdit && (
            <Button
              variant="default"
              loading={discard.isPending}
              onClick={() => (discarding ? discard.mutate() : setDiscarding(true))}
            >
              {discarding ? words.discardSure : words.discard}
            </Button>
          )}
        </div>
        {mayPublish && hindrance !== '' && <Text className={page.muted}>{hindrance}</Text>}
      </div>
      {publishing && <PublishDialog draft={draft} onClose={() => setPublishing(false)} />}
    </div>
  );
}
