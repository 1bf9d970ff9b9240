// Generated from schemas/ by `npm run gen`.
import type { Kind } from '../findings/types'

/** The properties of an object, and the node of each (-1: its content is unknown); or the node of every entry. */
export interface PropertyNode {
  properties?: Readonly<Record<string, number>>
  each?: number
}

export const PROPERTY_ROOTS: Readonly<Record<Kind, number>> = {"integration":26,"public-integration":29,"integration-list":34,"create-body":51,"update-body":52}

export const PROPERTY_NODES: readonly PropertyNode[] = [
  {"properties":{"linkTemplateScript":-1,"required":-1}},
  {"properties":{"title":-1,"description":-1,"identifier":0,"schema":-1}},
  {"each":1},
  {"properties":{"extractScript":-1,"fallbackHandlerScript":-1}},
  {"properties":{"identifierExtractScript":-1,"messageExtractScript":-1}},
  {"properties":{"schema":-1}},
  {"properties":{"title":-1,"description":-1,"billable":-1,"cacheable":-1,"input":5,"output":5,"attributes":-1}},
  {"each":6},
  {"properties":{"title":-1,"description":-1,"schema":-1,"attributes":-1}},
  {"each":8},
  {"properties":{"type":-1,"schema":-1}},
  {"each":10},
  {"each":5},
  {"properties":{"title":-1,"description":-1}},
  {"each":13},
  {"properties":{"enabled":-1,"requiredTags":-1}},
  {"properties":{"tags":14,"creation":15}},
  {"properties":{"tags":14}},
  {"properties":{"title":-1,"description":-1,"messages":12,"conversation":16,"message":17}},
  {"each":18},
  {"properties":{"title":-1,"description":-1,"schema":-1}},
  {"each":20},
  {"properties":{"name":-1}},
  {"each":22},
  {"properties":{"id":-1,"name":-1,"version":-1,"entities":23,"actions":23,"events":23,"channels":23}},
  {"each":24},
  {"properties":{"$schema":-1,"id":-1,"createdAt":-1,"updatedAt":-1,"workspaceId":-1,"name":-1,"version":-1,"title":-1,"description":-1,"iconUrl":-1,"readmeUrl":-1,"url":-1,"dev":-1,"public":-1,"visibility":-1,"verificationStatus":-1,"lifecycleStatus":-1,"maxExecutionTime":-1,"signingSecret":-1,"configuration":1,"configurations":2,"identifier":3,"sandbox":4,"actions":7,"events":9,"states":11,"channels":19,"user":16,"entities":21,"interfaces":25,"attributes":-1,"secrets":-1}},
  {"properties":{"id":-1,"handle":-1,"name":-1}},
  {"properties":{"installs":-1,"views":-1}},
  {"properties":{"$schema":-1,"id":-1,"createdAt":-1,"updatedAt":-1,"workspaceId":-1,"name":-1,"version":-1,"title":-1,"description":-1,"iconUrl":-1,"readmeUrl":-1,"url":-1,"dev":-1,"public":-1,"visibility":-1,"verificationStatus":-1,"lifecycleStatus":-1,"maxExecutionTime":-1,"configuration":1,"configurations":2,"identifier":3,"sandbox":4,"actions":7,"events":9,"states":11,"channels":19,"user":16,"entities":21,"interfaces":25,"attributes":-1,"secrets":-1,"ownerWorkspace":27,"meta":28}},
  {"properties":{"name":-1,"title":-1,"description":-1,"actions":-1,"interfaces":-1}},
  {"properties":{"id":-1,"name":-1,"version":-1,"createdAt":-1,"updatedAt":-1,"title":-1,"description":-1,"iconUrl":-1,"public":-1,"visibility":-1,"verificationStatus":-1,"lifecycleStatus":-1,"ownerWorkspace":27,"meta":28,"matchedOn":30}},
  {"each":31},
  {"properties":{"nextToken":-1}},
  {"properties":{"$schema":-1,"integrations":32,"meta":33}},
  {"properties":{"title":-1,"description":-1,"identifier":0,"schema":-1,"ui":-1}},
  {"each":35},
  {"properties":{"schema":-1,"ui":-1}},
  {"properties":{"name":-1,"title":-1,"description":-1,"billable":-1,"cacheable":-1,"input":37,"output":37,"attributes":-1,"ui":-1}},
  {"each":38},
  {"properties":{"name":-1,"title":-1,"description":-1,"schema":-1,"attributes":-1,"ui":-1}},
  {"each":40},
  {"properties":{"type":-1,"schema":-1,"ui":-1}},
  {"each":42},
  {"each":37},
  {"properties":{"title":-1,"description":-1,"messages":44,"conversation":16,"message":17}},
  {"each":45},
  {"properties":{"title":-1,"description":-1,"schema":-1,"ui":-1}},
  {"each":47},
  {"properties":{"enabled":-1}},
  {"each":49},
  {"properties":{"$schema":-1,"name":-1,"version":-1,"title":-1,"description":-1,"url":-1,"dev":-1,"public":-1,"visibility":-1,"code":-1,"icon":-1,"readme":-1,"sdkVersion":-1,"layers":-1,"configuration":35,"configurations":36,"identifier":3,"actions":39,"events":41,"states":43,"channels":46,"user":16,"entities":48,"interfaces":25,"attributes":-1,"extraOperations":50,"secrets":-1}},
  {"properties":{"$schema":-1,"title":-1,"description":-1,"url":-1,"public":-1,"visibility":-1,"maxExecutionTime":-1,"code":-1,"icon":-1,"readme":-1,"sdkVersion":-1,"layers":-1,"configuration":35,"configurations":36,"identifier":3,"actions":39,"events":41,"states":43,"channels":46,"user":16,"entities":48,"interfaces":25,"attributes":-1,"extraOperations":50,"secrets":-1}},
]
