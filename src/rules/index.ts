// Written by build/rules-index.js: `npm run rules`.
import type { AnyRule } from '../engine/rule.ts'
import noCdInRun from './builds/no-cd-in-run.ts'
import noChpasswd from './builds/no-chpasswd.ts'
import noConsecutiveRun from './builds/no-consecutive-run.ts'
import noCopiedArchive from './builds/no-copied-archive.ts'
import noDownloadProgress from './builds/no-download-progress.ts'
import noHostCommand from './builds/no-host-command.ts'
import noInsecureCurl from './builds/no-insecure-curl.ts'
import noInsecureGit from './builds/no-insecure-git.ts'
import noInsecureNode from './builds/no-insecure-node.ts'
import noInsecureNpm from './builds/no-insecure-npm.ts'
import noInsecurePip from './builds/no-insecure-pip.ts'
import noInsecurePython from './builds/no-insecure-python.ts'
import noInsecureWget from './builds/no-insecure-wget.ts'
import noSecondDownloadTool from './builds/no-second-download-tool.ts'
import noShellFault from './builds/no-shell-fault.ts'
import noShellReplacement from './builds/no-shell-replacement.ts'
import noSparseLoginLog from './builds/no-sparse-login-log.ts'
import noSudo from './builds/no-sudo.ts'
import noUnsignedPackages from './builds/no-unsigned-packages.ts'
import requirePipefail from './builds/require-pipefail.ts'
import noDevelopmentServer from './commands/no-development-server.ts'
import noInstallAtStart from './commands/no-install-at-start.ts'
import noQuotedVolume from './compose-style/no-quoted-volume.ts'
import requireQuotedPorts from './compose-style/require-quoted-ports.ts'
import requireServiceKeyOrder from './compose-style/require-service-key-order.ts'
import requireSortedDependencies from './compose-style/require-sorted-dependencies.ts'
import requireSortedPorts from './compose-style/require-sorted-ports.ts'
import requireSortedServices from './compose-style/require-sorted-services.ts'
import requireTopLevelOrder from './compose-style/require-top-level-order.ts'
import noConsecutiveCopy from './dockerfiles/no-consecutive-copy.ts'
import noConstantPlatform from './dockerfiles/no-constant-platform.ts'
import noCopyChown from './dockerfiles/no-copy-chown.ts'
import noDuplicateStageName from './dockerfiles/no-duplicate-stage-name.ts'
import noEmptyContinuation from './dockerfiles/no-empty-continuation.ts'
import noExposedSshPort from './dockerfiles/no-exposed-ssh-port.ts'
import noHostPortInExpose from './dockerfiles/no-host-port-in-expose.ts'
import noIgnoredCopySource from './dockerfiles/no-ignored-copy-source.ts'
import noInconsistentInstructionCase from './dockerfiles/no-inconsistent-instruction-case.ts'
import noInlineIgnore from './dockerfiles/no-inline-ignore.ts'
import noInstructionBeforeFrom from './dockerfiles/no-instruction-before-from.ts'
import noInvalidBaseImage from './dockerfiles/no-invalid-base-image.ts'
import noInvalidLabelKey from './dockerfiles/no-invalid-label-key.ts'
import noInvalidPort from './dockerfiles/no-invalid-port.ts'
import noLegacyKeyValue from './dockerfiles/no-legacy-key-value.ts'
import noMaintainer from './dockerfiles/no-maintainer.ts'
import noNumberedStage from './dockerfiles/no-numbered-stage.ts'
import noRedundantPlatform from './dockerfiles/no-redundant-platform.ts'
import noRelativeCopyDestination from './dockerfiles/no-relative-copy-destination.ts'
import noRelativeWorkdir from './dockerfiles/no-relative-workdir.ts'
import noRepeatedCmd from './dockerfiles/no-repeated-cmd.ts'
import noRepeatedEntrypoint from './dockerfiles/no-repeated-entrypoint.ts'
import noRepeatedHealthcheck from './dockerfiles/no-repeated-healthcheck.ts'
import noReservedStageName from './dockerfiles/no-reserved-stage-name.ts'
import noRootCopy from './dockerfiles/no-root-copy.ts'
import noRootUser from './dockerfiles/no-root-user.ts'
import noSelfCopy from './dockerfiles/no-self-copy.ts'
import noSelfReferencingEnv from './dockerfiles/no-self-referencing-env.ts'
import noSystemWorkdir from './dockerfiles/no-system-workdir.ts'
import noUndefinedBuildVariable from './dockerfiles/no-undefined-build-variable.ts'
import noUndefinedCopyStage from './dockerfiles/no-undefined-copy-stage.ts'
import noUndefinedFromArgument from './dockerfiles/no-undefined-from-argument.ts'
import noUnneededAdd from './dockerfiles/no-unneeded-add.ts'
import noUntrustedRegistry from './dockerfiles/no-untrusted-registry.ts'
import noUnverifiedDownload from './dockerfiles/no-unverified-download.ts'
import noUppercaseExposeProtocol from './dockerfiles/no-uppercase-expose-protocol.ts'
import noUppercaseStageName from './dockerfiles/no-uppercase-stage-name.ts'
import requireCopyDestinationSlash from './dockerfiles/require-copy-destination-slash.ts'
import requireDefinitionComment from './dockerfiles/require-definition-comment.ts'
import requireExecForm from './dockerfiles/require-exec-form.ts'
import requireHealthcheckExecForm from './dockerfiles/require-healthcheck-exec-form.ts'
import requireImageHealthcheck from './dockerfiles/require-image-healthcheck.ts'
import requireLabels from './dockerfiles/require-labels.ts'
import requireMatchingAsCase from './dockerfiles/require-matching-as-case.ts'
import requireNumericUser from './dockerfiles/require-numeric-user.ts'
import noCommentedAssignment from './env-files/no-commented-assignment.ts'
import noCommentedSecret from './env-files/no-commented-secret.ts'
import noDuplicateEnvKey from './env-files/no-duplicate-env-key.ts'
import noRealValueInExample from './env-files/no-real-value-in-example.ts'
import noTrackedEnvFile from './env-files/no-tracked-env-file.ts'
import noUndocumentedVariable from './env-files/no-undocumented-variable.ts'
import requireExampleKey from './env-files/require-example-key.ts'
import noEndOfLifeImage from './images/no-end-of-life-image.ts'
import noMissingHealthcheckTool from './images/no-missing-healthcheck-tool.ts'
import noUnpinnedBaseImage from './images/no-unpinned-base-image.ts'
import noUnusedDockerfile from './images/no-unused-dockerfile.ts'
import requireExplicitUser from './images/require-explicit-user.ts'
import requireImageTag from './images/require-image-tag.ts'
import requireStaticSiteImage from './images/require-static-site-image.ts'
import requireUser from './images/require-user.ts'
import noApkCache from './packages/no-apk-cache.ts'
import noAptCommand from './packages/no-apt-command.ts'
import noAptListsInImage from './packages/no-apt-lists-in-image.ts'
import noAptRecommendedPackages from './packages/no-apt-recommended-packages.ts'
import noDistUpgrade from './packages/no-dist-upgrade.ts'
import noDnfCache from './packages/no-dnf-cache.ts'
import noLonePackageUpdate from './packages/no-lone-package-update.ts'
import noLonePackageUpgrade from './packages/no-lone-package-upgrade.ts'
import noLooseInstall from './packages/no-loose-install.ts'
import noPipCache from './packages/no-pip-cache.ts'
import noUnpinnedApkPackages from './packages/no-unpinned-apk-packages.ts'
import noUnpinnedAptPackages from './packages/no-unpinned-apt-packages.ts'
import noUnpinnedDnfPackages from './packages/no-unpinned-dnf-packages.ts'
import noUnpinnedGems from './packages/no-unpinned-gems.ts'
import noUnpinnedGoPackages from './packages/no-unpinned-go-packages.ts'
import noUnpinnedNpmPackages from './packages/no-unpinned-npm-packages.ts'
import noUnpinnedPipPackages from './packages/no-unpinned-pip-packages.ts'
import noUnpinnedYumPackages from './packages/no-unpinned-yum-packages.ts'
import noUnpinnedZypperPackages from './packages/no-unpinned-zypper-packages.ts'
import noYarnCache from './packages/no-yarn-cache.ts'
import noYumCache from './packages/no-yum-cache.ts'
import noZypperCache from './packages/no-zypper-cache.ts'
import noZypperDistUpgrade from './packages/no-zypper-dist-upgrade.ts'
import requireAptAssumeYes from './packages/require-apt-assume-yes.ts'
import requireDnfAssumeYes from './packages/require-dnf-assume-yes.ts'
import requireYumAssumeYes from './packages/require-yum-assume-yes.ts'
import requireZypperNonInteractive from './packages/require-zypper-non-interactive.ts'
import noAliasTraversal from './proxies/no-alias-traversal.ts'
import noAllowWithoutDeny from './proxies/no-allow-without-deny.ts'
import noAutoindex from './proxies/no-autoindex.ts'
import noClientChosenUpstream from './proxies/no-client-chosen-upstream.ts'
import noContentTypeHeader from './proxies/no-content-type-header.ts'
import noDeprecatedHttp2Parameter from './proxies/no-deprecated-http2-parameter.ts'
import noDuplicateLocation from './proxies/no-duplicate-location.ts'
import noDuplicateServer from './proxies/no-duplicate-server.ts'
import noEmptyReferer from './proxies/no-empty-referer.ts'
import noForeignServerName from './proxies/no-foreign-server-name.ts'
import noHostSpoofing from './proxies/no-host-spoofing.ts'
import noHttpSplitting from './proxies/no-http-splitting.ts'
import noLocalhostUpstream from './proxies/no-localhost-upstream.ts'
import noLooseAlias from './proxies/no-loose-alias.ts'
import noLooseOriginPattern from './proxies/no-loose-origin-pattern.ts'
import noLostHeader from './proxies/no-lost-header.ts'
import noLostSecurityHeader from './proxies/no-lost-security-header.ts'
import noMultilineHeader from './proxies/no-multiline-header.ts'
import noOldTls from './proxies/no-old-tls.ts'
import noOpenCors from './proxies/no-open-cors.ts'
import noOpenStatusPage from './proxies/no-open-status-page.ts'
import noProxyPathMismatch from './proxies/no-proxy-path-mismatch.ts'
import noPublicResolver from './proxies/no-public-resolver.ts'
import noRemovedDirective from './proxies/no-removed-directive.ts'
import noRootWorker from './proxies/no-root-worker.ts'
import noServerTokens from './proxies/no-server-tokens.ts'
import noTrustedClientAddress from './proxies/no-trusted-client-address.ts'
import noUnawaitedUpstream from './proxies/no-unawaited-upstream.ts'
import noUndefinedNamedLocation from './proxies/no-undefined-named-location.ts'
import noUndefinedZone from './proxies/no-undefined-zone.ts'
import noUnknownUpstream from './proxies/no-unknown-upstream.ts'
import noUnlimitedBody from './proxies/no-unlimited-body.ts'
import noUnreachableUpstream from './proxies/no-unreachable-upstream.ts'
import noUnsafeIf from './proxies/no-unsafe-if.ts'
import noUnusableProxyPath from './proxies/no-unusable-proxy-path.ts'
import noWeakCipher from './proxies/no-weak-cipher.ts'
import noWeakHsts from './proxies/no-weak-hsts.ts'
import noWrongUpstreamPort from './proxies/no-wrong-upstream-port.ts'
import requireAlways from './proxies/require-always.ts'
import requireCertificate from './proxies/require-certificate.ts'
import requireHsts from './proxies/require-hsts.ts'
import requireHttpsRedirect from './proxies/require-https-redirect.ts'
import requireProxyHeaders from './proxies/require-proxy-headers.ts'
import requireResolver from './proxies/require-resolver.ts'
import requireSecurityHeaders from './proxies/require-security-headers.ts'
import requireServerTokensOff from './proxies/require-server-tokens-off.ts'
import noCredentialFileInImage from './secrets/no-credential-file-in-image.ts'
import noCredentialNameInImage from './secrets/no-credential-name-in-image.ts'
import noDefaultSecret from './secrets/no-default-secret.ts'
import noEnvFileInImage from './secrets/no-env-file-in-image.ts'
import noLiveKeyOutsideProduction from './secrets/no-live-key-outside-production.ts'
import noPlaceholderValue from './secrets/no-placeholder-value.ts'
import noPublicSecret from './secrets/no-public-secret.ts'
import noPublicSecretInSource from './secrets/no-public-secret-in-source.ts'
import noSecretInCompose from './secrets/no-secret-in-compose.ts'
import noSecretInImage from './secrets/no-secret-in-image.ts'
import noServerKeyInFrontend from './secrets/no-server-key-in-frontend.ts'
import noTestKeyInProduction from './secrets/no-test-key-in-production.ts'
import noWeakSecret from './secrets/no-weak-secret.ts'
import noBroadCapability from './services/no-broad-capability.ts'
import noBuildAndImage from './services/no-build-and-image.ts'
import noCodeMount from './services/no-code-mount.ts'
import noConcurrentMigrations from './services/no-concurrent-migrations.ts'
import noDangerousCapability from './services/no-dangerous-capability.ts'
import noDependencyWithoutHealthcheck from './services/no-dependency-without-healthcheck.ts'
import noDockerSocket from './services/no-docker-socket.ts'
import noDroppedCommand from './services/no-dropped-command.ts'
import noForeignEnvironmentBuild from './services/no-foreign-environment-build.ts'
import noIgnoredDeployKey from './services/no-ignored-deploy-key.ts'
import noInvalidContainerName from './services/no-invalid-container-name.ts'
import noLocalStateWithSeveralInstances from './services/no-local-state-with-several-instances.ts'
import noLocalhostConnection from './services/no-localhost-connection.ts'
import noMissingBuildContext from './services/no-missing-build-context.ts'
import noMissingDockerfile from './services/no-missing-dockerfile.ts'
import noMissingEnvFile from './services/no-missing-env-file.ts'
import noMountPropagation from './services/no-mount-propagation.ts'
import noOverriddenEnvValue from './services/no-overridden-env-value.ts'
import noPrivilegedContainer from './services/no-privileged-container.ts'
import noPrivilegedPort from './services/no-privileged-port.ts'
import noPublishedDataStore from './services/no-published-data-store.ts'
import noRestartedJob from './services/no-restarted-job.ts'
import noSensitiveHostMount from './services/no-sensitive-host-mount.ts'
import noSharedEnvFile from './services/no-shared-env-file.ts'
import noSharedVolume from './services/no-shared-volume.ts'
import noUnconfinedProcess from './services/no-unconfined-process.ts'
import noUndeclaredBuildArgument from './services/no-undeclared-build-argument.ts'
import noUndeclaredPublishedPort from './services/no-undeclared-published-port.ts'
import noUnknownBuildTarget from './services/no-unknown-build-target.ts'
import noUnknownHost from './services/no-unknown-host.ts'
import noWrongHealthcheckPort from './services/no-wrong-healthcheck-port.ts'
import requireBuildArgument from './services/require-build-argument.ts'
import requireCompletedMigrations from './services/require-completed-migrations.ts'
import requireDockerSocketProxy from './services/require-docker-socket-proxy.ts'
import requireDroppedCapabilities from './services/require-dropped-capabilities.ts'
import requireHealthcheck from './services/require-healthcheck.ts'
import requireKnownHealthcheck from './services/require-known-healthcheck.ts'
import requireNoNewPrivileges from './services/require-no-new-privileges.ts'
import requirePortInterface from './services/require-port-interface.ts'
import requireRestartAttempts from './services/require-restart-attempts.ts'
import requireSharedStateStore from './services/require-shared-state-store.ts'
import noBothComposeSpellings from './stacks/no-both-compose-spellings.ts'
import noComposeWarning from './stacks/no-compose-warning.ts'
import noDependencyCycle from './stacks/no-dependency-cycle.ts'
import noDuplicateContainerName from './stacks/no-duplicate-container-name.ts'
import noDuplicateHostPort from './stacks/no-duplicate-host-port.ts'
import noDuplicateMountTarget from './stacks/no-duplicate-mount-target.ts'
import noEnvironmentDifference from './stacks/no-environment-difference.ts'
import noInvalidCompose from './stacks/no-invalid-compose.ts'
import noObsoleteVersion from './stacks/no-obsolete-version.ts'
import noSystemFolderMount from './stacks/no-system-folder-mount.ts'
import noUncreatedExternalNetwork from './stacks/no-uncreated-external-network.ts'
import noUndefinedConfig from './stacks/no-undefined-config.ts'
import noUndefinedDependency from './stacks/no-undefined-dependency.ts'
import noUndefinedNetwork from './stacks/no-undefined-network.ts'
import noUndefinedSecret from './stacks/no-undefined-secret.ts'
import noUndefinedVolume from './stacks/no-undefined-volume.ts'
import noUnknownComposeKey from './stacks/no-unknown-compose-key.ts'
import noUnusedConfig from './stacks/no-unused-config.ts'
import noUnusedNetwork from './stacks/no-unused-network.ts'
import noUnusedSecret from './stacks/no-unused-secret.ts'
import noUnusedVolume from './stacks/no-unused-volume.ts'
import requireProjectName from './stacks/require-project-name.ts'
import noExpiredSuppression from './suppressions/no-expired-suppression.ts'
import noUnknownSuppression from './suppressions/no-unknown-suppression.ts'
import noUnusedSuppression from './suppressions/no-unused-suppression.ts'
import requireSuppressionReason from './suppressions/require-suppression-reason.ts'
import noSyntaxError from './syntax/no-syntax-error.ts'
import noBadCookieDomain from './variables/no-bad-cookie-domain.ts'
import noBrokenContract from './variables/no-broken-contract.ts'
import noDebugMode from './variables/no-debug-mode.ts'
import noDisabledProtection from './variables/no-disabled-protection.ts'
import noExposedErrors from './variables/no-exposed-errors.ts'
import noInvalidInterpolation from './variables/no-invalid-interpolation.ts'
import noLiteralAddress from './variables/no-literal-address.ts'
import noLocalCorsOrigin from './variables/no-local-cors-origin.ts'
import noUncontractedReceiver from './variables/no-uncontracted-receiver.ts'
import noUndefinedVariable from './variables/no-undefined-variable.ts'
import noUnlistedPublicVariable from './variables/no-unlisted-public-variable.ts'
import requireContractedVariable from './variables/require-contracted-variable.ts'
import requireCookieDomain from './variables/require-cookie-domain.ts'
import requireSecureCookies from './variables/require-secure-cookies.ts'
import requireVariableGroup from './variables/require-variable-group.ts'

/** Every rule that is written in TypeScript, by id. */
export const rules: readonly AnyRule[] = [
  noAliasTraversal,
  noAllowWithoutDeny,
  noApkCache,
  noAptCommand,
  noAptListsInImage,
  noAptRecommendedPackages,
  noAutoindex,
  noBadCookieDomain,
  noBothComposeSpellings,
  noBroadCapability,
  noBrokenContract,
  noBuildAndImage,
  noCdInRun,
  noChpasswd,
  noClientChosenUpstream,
  noCodeMount,
  noCommentedAssignment,
  noCommentedSecret,
  noComposeWarning,
  noConcurrentMigrations,
  noConsecutiveCopy,
  noConsecutiveRun,
  noConstantPlatform,
  noContentTypeHeader,
  noCopiedArchive,
  noCopyChown,
  noCredentialFileInImage,
  noCredentialNameInImage,
  noDangerousCapability,
  noDebugMode,
  noDefaultSecret,
  noDependencyCycle,
  noDependencyWithoutHealthcheck,
  noDeprecatedHttp2Parameter,
  noDevelopmentServer,
  noDisabledProtection,
  noDistUpgrade,
  noDnfCache,
  noDockerSocket,
  noDownloadProgress,
  noDroppedCommand,
  noDuplicateContainerName,
  noDuplicateEnvKey,
  noDuplicateHostPort,
  noDuplicateLocation,
  noDuplicateMountTarget,
  noDuplicateServer,
  noDuplicateStageName,
  noEmptyContinuation,
  noEmptyReferer,
  noEndOfLifeImage,
  noEnvFileInImage,
  noEnvironmentDifference,
  noExpiredSuppression,
  noExposedErrors,
  noExposedSshPort,
  noForeignEnvironmentBuild,
  noForeignServerName,
  noHostCommand,
  noHostPortInExpose,
  noHostSpoofing,
  noHttpSplitting,
  noIgnoredCopySource,
  noIgnoredDeployKey,
  noInconsistentInstructionCase,
  noInlineIgnore,
  noInsecureCurl,
  noInsecureGit,
  noInsecureNode,
  noInsecureNpm,
  noInsecurePip,
  noInsecurePython,
  noInsecureWget,
  noInstallAtStart,
  noInstructionBeforeFrom,
  noInvalidBaseImage,
  noInvalidCompose,
  noInvalidContainerName,
  noInvalidInterpolation,
  noInvalidLabelKey,
  noInvalidPort,
  noLegacyKeyValue,
  noLiteralAddress,
  noLiveKeyOutsideProduction,
  noLocalCorsOrigin,
  noLocalStateWithSeveralInstances,
  noLocalhostConnection,
  noLocalhostUpstream,
  noLonePackageUpdate,
  noLonePackageUpgrade,
  noLooseAlias,
  noLooseInstall,
  noLooseOriginPattern,
  noLostHeader,
  noLostSecurityHeader,
  noMaintainer,
  noMissingBuildContext,
  noMissingDockerfile,
  noMissingEnvFile,
  noMissingHealthcheckTool,
  noMountPropagation,
  noMultilineHeader,
  noNumberedStage,
  noObsoleteVersion,
  noOldTls,
  noOpenCors,
  noOpenStatusPage,
  noOverriddenEnvValue,
  noPipCache,
  noPlaceholderValue,
  noPrivilegedContainer,
  noPrivilegedPort,
  noProxyPathMismatch,
  noPublicResolver,
  noPublicSecret,
  noPublicSecretInSource,
  noPublishedDataStore,
  noQuotedVolume,
  noRealValueInExample,
  noRedundantPlatform,
  noRelativeCopyDestination,
  noRelativeWorkdir,
  noRemovedDirective,
  noRepeatedCmd,
  noRepeatedEntrypoint,
  noRepeatedHealthcheck,
  noReservedStageName,
  noRestartedJob,
  noRootCopy,
  noRootUser,
  noRootWorker,
  noSecondDownloadTool,
  noSecretInCompose,
  noSecretInImage,
  noSelfCopy,
  noSelfReferencingEnv,
  noSensitiveHostMount,
  noServerKeyInFrontend,
  noServerTokens,
  noSharedEnvFile,
  noSharedVolume,
  noShellFault,
  noShellReplacement,
  noSparseLoginLog,
  noSudo,
  noSyntaxError,
  noSystemFolderMount,
  noSystemWorkdir,
  noTestKeyInProduction,
  noTrackedEnvFile,
  noTrustedClientAddress,
  noUnawaitedUpstream,
  noUnconfinedProcess,
  noUncontractedReceiver,
  noUncreatedExternalNetwork,
  noUndeclaredBuildArgument,
  noUndeclaredPublishedPort,
  noUndefinedBuildVariable,
  noUndefinedConfig,
  noUndefinedCopyStage,
  noUndefinedDependency,
  noUndefinedFromArgument,
  noUndefinedNamedLocation,
  noUndefinedNetwork,
  noUndefinedSecret,
  noUndefinedVariable,
  noUndefinedVolume,
  noUndefinedZone,
  noUndocumentedVariable,
  noUnknownBuildTarget,
  noUnknownComposeKey,
  noUnknownHost,
  noUnknownSuppression,
  noUnknownUpstream,
  noUnlimitedBody,
  noUnlistedPublicVariable,
  noUnneededAdd,
  noUnpinnedApkPackages,
  noUnpinnedAptPackages,
  noUnpinnedBaseImage,
  noUnpinnedDnfPackages,
  noUnpinnedGems,
  noUnpinnedGoPackages,
  noUnpinnedNpmPackages,
  noUnpinnedPipPackages,
  noUnpinnedYumPackages,
  noUnpinnedZypperPackages,
  noUnreachableUpstream,
  noUnsafeIf,
  noUnsignedPackages,
  noUntrustedRegistry,
  noUnusableProxyPath,
  noUnusedConfig,
  noUnusedDockerfile,
  noUnusedNetwork,
  noUnusedSecret,
  noUnusedSuppression,
  noUnusedVolume,
  noUnverifiedDownload,
  noUppercaseExposeProtocol,
  noUppercaseStageName,
  noWeakCipher,
  noWeakHsts,
  noWeakSecret,
  noWrongHealthcheckPort,
  noWrongUpstreamPort,
  noYarnCache,
  noYumCache,
  noZypperCache,
  noZypperDistUpgrade,
  requireAlways,
  requireAptAssumeYes,
  requireBuildArgument,
  requireCertificate,
  requireCompletedMigrations,
  requireContractedVariable,
  requireCookieDomain,
  requireCopyDestinationSlash,
  requireDefinitionComment,
  requireDnfAssumeYes,
  requireDockerSocketProxy,
  requireDroppedCapabilities,
  requireExampleKey,
  requireExecForm,
  requireExplicitUser,
  requireHealthcheck,
  requireHealthcheckExecForm,
  requireHsts,
  requireHttpsRedirect,
  requireImageHealthcheck,
  requireImageTag,
  requireKnownHealthcheck,
  requireLabels,
  requireMatchingAsCase,
  requireNoNewPrivileges,
  requireNumericUser,
  requirePipefail,
  requirePortInterface,
  requireProjectName,
  requireProxyHeaders,
  requireQuotedPorts,
  requireResolver,
  requireRestartAttempts,
  requireSecureCookies,
  requireSecurityHeaders,
  requireServerTokensOff,
  requireServiceKeyOrder,
  requireSharedStateStore,
  requireSortedDependencies,
  requireSortedPorts,
  requireSortedServices,
  requireStaticSiteImage,
  requireSuppressionReason,
  requireTopLevelOrder,
  requireUser,
  requireVariableGroup,
  requireYumAssumeYes,
  requireZypperNonInteractive,
]
