/** The columns of the boundary list as CSV and XLSX: codes for machines, names beside them for people. */
import type { Matter } from '../../shared/boundary/matter.ts';
import { type NamedMatter, named, type PublicList } from './boundary-list.ts';

interface Column {
  title: string;
  /** In characters, for the workbook. */
  width: number;
  of(matter: Matter, names: NamedMatter): string | null;
}

export const COLUMNS: readonly Column[] = [
  { title: '事项编码', width: 18, of: (m) => m.code },
  { title: '事项名称', width: 28, of: (m) => m.name },
  { title: '权力类型', width: 14, of: (m) => m.powerType },
  { title: '互动环节', width: 24, of: (_m, n) => n.stages },
  { title: '审批职责', width: 50, of: (m) => m.approvalDuty },
  { title: '监管职责', width: 50, of: (m) => m.supervisionDuty },
  { title: '信息推送方式', width: 24, of: (m) => m.pushMethod },
  { title: '监管单位确定方式', width: 16, of: (_m, n) => n.addressing },
  { title: '审批科室代码', width: 13, of: (m) => m.approvingSection },
  { title: '审批科室', width: 16, of: (_m, n) => n.approvingSection },
  { title: '监管单位代码', width: 13, of: (m) => m.department },
  { title: '监管单位', width: 24, of: (_m, n) => n.department },
  { title: '责任科室代码', width: 13, of: (m) => m.section },
  { title: '责任科室', width: 22, of: (_m, n) => n.section },
  { title: '执法机构代码', width: 13, of: (m) => m.enforcementAgency },
  { title: '执法机构', width: 22, of: (_m, n) => n.enforcementAgency },
  { title: '可指定单位代码', width: 18, of: (m) => m.candidates.join('、') },
  { title: '可指定单位', width: 30, of: (_m, n) => n.candidates.join('、') },
  { title: '职责边界清单条目', width: 30, of: (m) => m.dutyListEntry },
  { title: '职责边界清单版本', width: 16, of: (m) => m.dutyListVersion },
  { title: '需主管部门指导的原因', width: 20, of: (_m, n) => n.guidance },
  { title: '指导说明', width: 40, of: (m) => m.guidance?.explanation ?? null },
  { title: '终审或认可机关', width: 20, of: (_m, n) => n.decidedAbove },
  { title: '配发期限', width: 12, of: (m) => numberOf(m.certificateDays) },
  { title: '配发期限依据', width: 24, of: (m) => m.certificateBasis ?? null },
  { title: '承诺核查期限', width: 14, of: (m) => numberOf(m.commitmentDays) },
];

function numberOf(days: number | undefined): string | null {
  return days === undefined ? null : String(days);
}

/** The rows in the order of `COLUMNS`. */
export function rowsOf({ county, items }: Pick<PublicList, 'county' | 'items'>): (string | null)[][] {
  return items.map((matter) => {
    const names = named(county, matter);
    return COLUMNS.map((column) => column.of(matter, names));
  });
}

/** `冠县审管互动边界清单（版本 v1-ab12cd，自 2022-09-02 起施行）` */
export function titleOf({ county, version, validFrom }: PublicList): string {
  return `${county.name}审管互动边界清单（版本 ${version}，自 ${validFrom} 起施行）`;
}
