/**
 * What the packer knows beforehand: words of licences, and the JSON of a push as it is pushed and claimed, with hashes
 * apart (`packed-value.ts`). It need not follow the records as they change; it only has to stay as it is, to the last
 * character, since everything written with it is read with it. A better one would become `DICTIONARY_4`, with a first
 * byte of its own. What is used most stands last: the nearer a text is, the shorter it is packed.
 */
const WORDS = [
  '建筑工程施工许可、城镇污水排入排水管网许可、道路旅客运输经营许可、道路货物运输经营许可、公共场所卫生许可、医疗机构执业登记、放射诊疗许可、',
  '药品经营许可、医疗器械经营许可、特种设备使用登记、出版物零售业务经营许可、娱乐场所经营活动审批、旅馆业特种行业许可、民办学校办学许可、',
  '危险化学品经营许可、燃气经营许可、取水许可、排污许可、林木采伐许可、农作物种子生产经营许可、动物诊疗许可、兽药经营许可、劳务派遣经营许可、',
  '建设项目环境影响评价文件审批、商品房预售许可、人力资源服务许可、食品生产许可、小作坊小餐饮登记、饮用水供水单位、',
  '小区、村、幢、单元、室、层、号楼、经济开发区、工业园区、人民路、建设路、中心路、大街、以东、以西、以南、以北、交叉口、镇、乡、街道办事处、',
  '个体工商户、商店、超市、便利店、饭店、酒店、宾馆、药店、诊所、门诊部、幼儿园、培训学校、加油站、物流、运输、餐饮、建筑安装工程、房地产开发、装饰、商贸、科技、农业、',
  '不予许可、撤销、注销、变更、延续、补正、法定代表人、主要负责人、住所、有效期届满、听证、告知承诺、申请人应当、现场核查、卫生条件、消防安全、安全管理制度、',
  '从业人员健康证明、通风、照明、温度记录、应关注、数量、偏少、偏大、不足、未设置、未配备、夏季、储存、防护、重点检查、',
  '餐饮服务、热食类食品制售、冷食类食品制售、散装食品销售、特殊食品销售、预包装食品销售（含冷藏冷冻食品）、（不含、',
  '经营场所、设备布局和工艺流程、设施设备、经营范围、经营项目为、建设地点、建设规模、',
];

const ACTS = [
  '"state":"returned""state":"withdrawn""state":"for-information""act":"return""act":"assign""act":"withdraw""act":"dispute"',
  '"detail":{"reason":"","suggestedOrg":null}"detail":{"section":"","handler":"","handlerAccount":""}"handlerAccount":""',
  '"decision":"refused""decision":"revoked""decision":"changed""decision":"renewed""decision":"cancelled"',
  '"kind":"risk""kind":"supervision""kind":"document""severity":"high""severity":"low""type":"individual-business"',
  '"type":"natural-person""creditCode":null"rule":"claim-supervision","article":"17(2)""claimMode":"deemed"',
  '"state":"deemed-claimed""by":"clock","act":"deem","detail":{"deadline":17,"calendarVersion":0}"request":"clock"',
  '"mails":[{"type":"arrival","org":"","section":"","entry":1,"due":17,"begun":17,"done":{"at":17,"how":"sent"}}]',
  '"state":"claimed","claimedAt":17,"claimedBy":"","claimMode":"manual","clock":null,"claimClock":{"rule":"claim-approval",',
  '"hash":\u0001},{"at":17,"by":".officer","act":"claim","detail":{"note":null},"digest":\u0001,"record":\u0001,',
  '"previousHash":\u0006,"request":\u0003,"said":\u0001,"hash":\u001f}]}',
];

const PUSH = [
  '{"id":\u001e,"from":"","to":"","section":"","handler":null,"participants":[],"source":"","reference":"","state":"pending",',
  '"claimBy":"2026-","clock":{"rule":"claim-approval","article":"17(1)","from":17,"length":2,"endOfDay":"24:00","by":"2026-",',
  '"deadline":17,"provisional":false,"version":0},"party":"91371","licence":"","body":{"kind":"approval","matter":"37",',
  '"matterName":"经营许可","decision":"granted","party":{"type":"organisation","name":"有限公司","creditCode":"91371"},',
  '"licence":{"documentNumber":"审批许字〔2026〕号","name":"经营许可证","number":"","decidedOn":"2026-","validFrom":"2026-",',
  '"validTo":"2031-"},"occurredAt":17,"summary":"经审查，申请材料齐全，符合法定形式，符合条件和要求，准予许可。",',
  '"site":{"township":"街道","address":"路号"},"contact":{"name":"","phone":"0635-"},"commitment":false,"conditions":null,',
  '"riskPoints":[{"description":"","severity":"medium"}],"attachments":[{"name":"许可决定书.pdf","sha256":\u0001,"size":1,',
  '"mediaType":"application/pdf"}],"corrects":null,"boundaryListVersion":"v1-","pushDue":"2026-","pushedLate":false,',
  '"claimClock":null,"claimedAt":null,"claimedBy":null,"claimMode":null,"responsible":null,"returnedAt":null,',
  '"returnReason":null,"suggestedOrg":null,"readdressClock":null,"readdressLate":false,"supersedes":null,',
  '"supersededBy":null,"copyOf":null,"copies":[],"problem":null,"warnings":[],"entry":\u0002,"chain":{"root":"","number":1,',
  '"returns":0,"problem":null}},"content":\u0001,"kind":"push","jurisdiction":"371525","createdAt":17,"caused":[],',
  '"quarantined":false,"mails":[],"history":[{"at":17,"by":".officer","act":"open","detail":{"reference":"","from":"",',
  '"to":"","section":"","content":\u0004},"digest":\u0001,"record":\u0001,"previousHash":null,"request":\u0003,"said":\u0007,',
  '"hash":\u001f}]}',
];

export const DICTIONARY_3 = [...WORDS, ...ACTS, ...PUSH].join('');
