/**
 * The offline transfer (art. 18): what has to go by the official-document system, the confidential channel, a person or
 * the post. The platform knows the fact and the receipt, never the content; of secrets nothing.
 */
import { assignIn } from '../exchange/assign.ts';
import { type Beside, keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { lazily } from '../lazily.ts';
import { recordId } from '../record-fields.ts';
import { isSealed } from '../seal.ts';
import { miss, quarantine, receive } from './acts.ts';
import { CHANNELS, type TransferBody, type TransferState, transferBody, UNANSWERED } from './body.ts';
import { opening } from './opening.ts';

declare module '../exchange/seams.ts' {
  interface MailTypes {
    'transfer-missed': 'offline-transfer';
    'transfer-differs': 'offline-transfer';
  }
}

const beside: Beside<TransferBody> = {
  fields: lazily(() => ({
    series: recordId()
      .meta({ title: '同一次传送', description: '同时发给几个单位的，各件相同；只发给一个单位的为 null' })
      .nullable(),
  })),
  of: ({ series }) => ({ series: series ?? null }),
};

export const offlineTransfer = declareKind<'offline-transfer', TransferBody, TransferState>({
  kind: 'offline-transfer',
  label: '线下传输',
  article: '18',
  path: 'offline-transfers',
  menu: {
    under: 'letters',
    comes: '通过公文系统、机要、专人或邮寄传送的资料，在这里登记是否收到。',
  },
  ...keeps(transferBody, beside),
  own: UNANSWERED,
  states: {
    sent: { label: '已发出，待登记收到', open: true },
    received: { label: '已收到', open: false },
    'not-received': { label: '未收到', open: false },
  },
  mails: () => import('./mails.ts'),
  opening,
  acts: { receive, miss, assign: assignIn<TransferBody, TransferState>(['sent']), quarantine },
  codes: {
    'not-answered': { meaning: '尚未登记', detail: '本单位尚未登记是否收到。请先登记。' },
  },
  wholeTo: ({ from, to, body }, { org }) => isSealed(body.documentNumber) && (org === from || org === to),
  title: ({ body: { channel, title } }) => `线下传输（${CHANNELS[channel]}）${title === null ? '' : `：${title}`}`,
});
