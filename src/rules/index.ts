// Written by build/rules-index.js: `npm run rules`.
import type { AnyRule } from '../engine/rule.ts'
import noAccessEscalation from './access/no-access-escalation.ts'
import noAnonymousBinding from './access/no-anonymous-binding.ts'
import noAutomountedDefaultToken from './access/no-automounted-default-token.ts'
import noAutomountedToken from './access/no-automounted-token.ts'
import noBindingChangeAccess from './access/no-binding-change-access.ts'
import noCertificateApproval from './access/no-certificate-approval.ts'
import noClusterAdminBinding from './access/no-cluster-admin-binding.ts'
import noConfigmapChangeAccess from './access/no-configmap-change-access.ts'
import noDefaultAccountGrant from './access/no-default-account-grant.ts'
import noDefaultServiceAccount from './access/no-default-service-account.ts'
import noDuplicateVariableInPod from './access/no-duplicate-variable-in-pod.ts'
import noImpersonation from './access/no-impersonation.ts'
import noLogDeletion from './access/no-log-deletion.ts'
import noNetworkChangeAccess from './access/no-network-change-access.ts'
import noNodeProxyAccess from './access/no-node-proxy-access.ts'
import noOldServiceAccountField from './access/no-old-service-account-field.ts'
import noPodExecAccess from './access/no-pod-exec-access.ts'
import noPrivilegedScc from './access/no-privileged-scc.ts'
import noSecretAccess from './access/no-secret-access.ts'
import noSecretReferenceInEnv from './access/no-secret-reference-in-env.ts'
import noServiceStatusAccess from './access/no-service-status-access.ts'
import noSharedServiceAccount from './access/no-shared-service-account.ts'
import noWebhookAccess from './access/no-webhook-access.ts'
import noWildcardAccess from './access/no-wildcard-access.ts'
import noWorkloadChangeAccess from './access/no-workload-change-access.ts'
import requireEnvSource from './access/require-env-source.ts'
import requireKnownRole from './access/require-known-role.ts'
import requireServiceAccount from './access/require-service-account.ts'
import noAdmissionWarning from './admission/no-admission-warning.ts'
import noBrokenAdmissionPolicy from './admission/no-broken-admission-policy.ts'
import noRefusedObject from './admission/no-refused-object.ts'
import noUnjudgedAdmissionPolicy from './admission/no-unjudged-admission-policy.ts'
import requirePolicyBinding from './admission/require-policy-binding.ts'
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
import noExpiringCertificate from './certificates/no-expiring-certificate.ts'
import noOldProtocol from './certificates/no-old-protocol.ts'
import noWeakCertificate from './certificates/no-weak-certificate.ts'
import noWeakCipherSuite from './certificates/no-weak-cipher-suite.ts'
import requireTrustedCertificate from './certificates/require-trusted-certificate.ts'
import noDevelopmentServer from './commands/no-development-server.ts'
import noInstallAtStart from './commands/no-install-at-start.ts'
import noQuotedVolume from './compose-style/no-quoted-volume.ts'
import requireQuotedPorts from './compose-style/require-quoted-ports.ts'
import requireServiceKeyOrder from './compose-style/require-service-key-order.ts'
import requireSortedDependencies from './compose-style/require-sorted-dependencies.ts'
import requireSortedPorts from './compose-style/require-sorted-ports.ts'
import requireSortedServices from './compose-style/require-sorted-services.ts'
import requireTopLevelOrder from './compose-style/require-top-level-order.ts'
import noAlwaysAdmitPlugin from './control-plane/no-always-admit-plugin.ts'
import noAlwaysAllowAuthorization from './control-plane/no-always-allow-authorization.ts'
import noAnonymousApiAccess from './control-plane/no-anonymous-api-access.ts'
import noDisabledAdmissionPlugin from './control-plane/no-disabled-admission-plugin.ts'
import noDisabledCertificateRotation from './control-plane/no-disabled-certificate-rotation.ts'
import noDisabledSecurePort from './control-plane/no-disabled-secure-port.ts'
import noDroppedKubeletEvent from './control-plane/no-dropped-kubelet-event.ts'
import noEndlessKubeletStream from './control-plane/no-endless-kubelet-stream.ts'
import noExternalAddressPlugin from './control-plane/no-external-address-plugin.ts'
import noHostnameOverride from './control-plane/no-hostname-override.ts'
import noInsecureApiPort from './control-plane/no-insecure-api-port.ts'
import noLongRequestTimeout from './control-plane/no-long-request-timeout.ts'
import noPlainKubeletConnection from './control-plane/no-plain-kubelet-connection.ts'
import noProfiling from './control-plane/no-profiling.ts'
import noReadOnlyKubeletPort from './control-plane/no-read-only-kubelet-port.ts'
import noSelfSignedEtcd from './control-plane/no-self-signed-etcd.ts'
import noStaleServiceAccountToken from './control-plane/no-stale-service-account-token.ts'
import noStaticApiCredentials from './control-plane/no-static-api-credentials.ts'
import noWeakClusterCipher from './control-plane/no-weak-cluster-cipher.ts'
import requireAlwaysPullPlugin from './control-plane/require-always-pull-plugin.ts'
import requireAuditLog from './control-plane/require-audit-log.ts'
import requireAuditLogRetention from './control-plane/require-audit-log-retention.ts'
import requireAuditPolicy from './control-plane/require-audit-policy.ts'
import requireAuditPolicyObject from './control-plane/require-audit-policy-object.ts'
import requireCertificateRotation from './control-plane/require-certificate-rotation.ts'
import requireCipherSuites from './control-plane/require-cipher-suites.ts'
import requireClientAuthority from './control-plane/require-client-authority.ts'
import requireClusterRootAuthority from './control-plane/require-cluster-root-authority.ts'
import requireConfiguredEventRateLimit from './control-plane/require-configured-event-rate-limit.ts'
import requireControllerCredentials from './control-plane/require-controller-credentials.ts'
import requireDefaultPluginsListed from './control-plane/require-default-plugins-listed.ts'
import requireEncryptionProvider from './control-plane/require-encryption-provider.ts'
import requireEtcdAuthority from './control-plane/require-etcd-authority.ts'
import requireEtcdCertificate from './control-plane/require-etcd-certificate.ts'
import requireEtcdClientAuthentication from './control-plane/require-etcd-client-authentication.ts'
import requireEtcdClientCertificate from './control-plane/require-etcd-client-certificate.ts'
import requireEventRateLimit from './control-plane/require-event-rate-limit.ts'
import requireImagePolicyWebhookPlugin from './control-plane/require-image-policy-webhook-plugin.ts'
import requireIptablesChains from './control-plane/require-iptables-chains.ts'
import requireKernelDefaultsProtected from './control-plane/require-kernel-defaults-protected.ts'
import requireKeyAuditRules from './control-plane/require-key-audit-rules.ts'
import requireKubeletAuthority from './control-plane/require-kubelet-authority.ts'
import requireKubeletClientCertificate from './control-plane/require-kubelet-client-certificate.ts'
import requireLoopbackAddress from './control-plane/require-loopback-address.ts'
import requireNodeAuthorization from './control-plane/require-node-authorization.ts'
import requireNodeRestrictionPlugin from './control-plane/require-node-restriction-plugin.ts'
import requireOwnEtcdAuthority from './control-plane/require-own-etcd-authority.ts'
import requirePemFile from './control-plane/require-pem-file.ts'
import requirePodGarbageThreshold from './control-plane/require-pod-garbage-threshold.ts'
import requirePodRestrictionPlugin from './control-plane/require-pod-restriction-plugin.ts'
import requireRbacAuthorization from './control-plane/require-rbac-authorization.ts'
import requireServiceAccountKey from './control-plane/require-service-account-key.ts'
import requireServiceAccountSigningKey from './control-plane/require-service-account-signing-key.ts'
import requireServingCertificate from './control-plane/require-serving-certificate.ts'
import requireStrongEncryptionProvider from './control-plane/require-strong-encryption-provider.ts'
import requireWrittenDefaults from './control-plane/require-written-defaults.ts'
import noBroadCookieDomain from './cookies/no-broad-cookie-domain.ts'
import noBrokenCookiePrefix from './cookies/no-broken-cookie-prefix.ts'
import noLongSessionCookie from './cookies/no-long-session-cookie.ts'
import noMalformedCookie from './cookies/no-malformed-cookie.ts'
import noWrongCookieDomain from './cookies/no-wrong-cookie-domain.ts'
import requireHttpOnlyCookie from './cookies/require-http-only-cookie.ts'
import requireSameSiteCookie from './cookies/require-same-site-cookie.ts'
import requireSecureCookie from './cookies/require-secure-cookie.ts'
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
import noAmbiguousEnvValue from './env-files/no-ambiguous-env-value.ts'
import noBareEnvKey from './env-files/no-bare-env-key.ts'
import noBrokenEnvSchema from './env-files/no-broken-env-schema.ts'
import noCommentedAssignment from './env-files/no-commented-assignment.ts'
import noCommentedSecret from './env-files/no-commented-secret.ts'
import noDuplicateEnvKey from './env-files/no-duplicate-env-key.ts'
import noExtraBlankLine from './env-files/no-extra-blank-line.ts'
import noNeedlessQuotes from './env-files/no-needless-quotes.ts'
import noRealValueInExample from './env-files/no-real-value-in-example.ts'
import noSpaceAroundEquals from './env-files/no-space-around-equals.ts'
import noTrackedEnvFile from './env-files/no-tracked-env-file.ts'
import noTrailingSpace from './env-files/no-trailing-space.ts'
import noUndocumentedVariable from './env-files/no-undocumented-variable.ts'
import noUnusedVariable from './env-files/no-unused-variable.ts'
import requireExampleKey from './env-files/require-example-key.ts'
import requireFinalNewline from './env-files/require-final-newline.ts'
import requireIgnoredEnvFile from './env-files/require-ignored-env-file.ts'
import requireLeadingLetter from './env-files/require-leading-letter.ts'
import requirePlainSubstitution from './env-files/require-plain-substitution.ts'
import requirePortableEnvKey from './env-files/require-portable-env-key.ts'
import requireQuotedValue from './env-files/require-quoted-value.ts'
import requireSortedEnvKeys from './env-files/require-sorted-env-keys.ts'
import requireUppercaseEnvKey from './env-files/require-uppercase-env-key.ts'
import noEndOfLifeImage from './images/no-end-of-life-image.ts'
import noMissingHealthcheckTool from './images/no-missing-healthcheck-tool.ts'
import noUnpinnedBaseImage from './images/no-unpinned-base-image.ts'
import noUnusedDockerfile from './images/no-unused-dockerfile.ts'
import requireExplicitUser from './images/require-explicit-user.ts'
import requireImageTag from './images/require-image-tag.ts'
import requireStaticSiteImage from './images/require-static-site-image.ts'
import requireUser from './images/require-user.ts'
import noDeprecatedKubernetesApi from './manifests/no-deprecated-kubernetes-api.ts'
import noIgnoredField from './manifests/no-ignored-field.ts'
import noInvalidManifest from './manifests/no-invalid-manifest.ts'
import noRemovedKubernetesApi from './manifests/no-removed-kubernetes-api.ts'
import noUnknownKind from './manifests/no-unknown-kind.ts'
import requireKnownSchema from './manifests/require-known-schema.ts'
import noExternalIps from './networking/no-external-ips.ts'
import noExternalLoadBalancer from './networking/no-external-load-balancer.ts'
import noIngressSnippet from './networking/no-ingress-snippet.ts'
import noInjectionByAnnotation from './networking/no-injection-by-annotation.ts'
import noNodePortService from './networking/no-node-port-service.ts'
import noPolicyWithoutDirection from './networking/no-policy-without-direction.ts'
import noWorkloadBehindOldIngress from './networking/no-workload-behind-old-ingress.ts'
import requireHeadlessService from './networking/require-headless-service.ts'
import requireIngressService from './networking/require-ingress-service.ts'
import requireIngressTls from './networking/require-ingress-tls.ts'
import requireMonitoredService from './networking/require-monitored-service.ts'
import requireNetworkPolicy from './networking/require-network-policy.ts'
import requireNetworkPolicyRules from './networking/require-network-policy-rules.ts'
import requirePolicyCapableNetwork from './networking/require-policy-capable-network.ts'
import requirePolicyPeer from './networking/require-policy-peer.ts'
import requirePolicySelector from './networking/require-policy-selector.ts'
import requirePolicyTarget from './networking/require-policy-target.ts'
import requireTargetPort from './networking/require-target-port.ts'
import noDefaultNamespace from './objects/no-default-namespace.ts'
import noForbiddenAnnotation from './objects/no-forbidden-annotation.ts'
import noInvalidLabel from './objects/no-invalid-label.ts'
import noInvalidRoleArn from './objects/no-invalid-role-arn.ts'
import noNativeSecret from './objects/no-native-secret.ts'
import noOpenImagePrefix from './objects/no-open-image-prefix.ts'
import noSystemNamespace from './objects/no-system-namespace.ts'
import noUnlistedNamespace from './objects/no-unlisted-namespace.ts'
import requireAuditedResources from './objects/require-audited-resources.ts'
import requireClaimAnnotation from './objects/require-claim-annotation.ts'
import requireInstanceLabel from './objects/require-instance-label.ts'
import requireMatchingSelector from './objects/require-matching-selector.ts'
import requireObjectAnnotation from './objects/require-object-annotation.ts'
import requireObjectLabel from './objects/require-object-label.ts'
import requireSortedKeys from './objects/require-sorted-keys.ts'
import noApkCache from './packages/no-apk-cache.ts'
import noAptCommand from './packages/no-apt-command.ts'
import noAptListsInImage from './packages/no-apt-lists-in-image.ts'
import noAptRecommendedPackages from './packages/no-apt-recommended-packages.ts'
import noDistUpgrade from './packages/no-dist-upgrade.ts'
import noDnfCache from './packages/no-dnf-cache.ts'
import noLonePackageUpdate from './packages/no-lone-package-update.ts'
import noLonePackageUpgrade from './packages/no-lone-package-upgrade.ts'
import noLooseInstall from './packages/no-loose-install.ts'
import noMissingPackageList from './packages/no-missing-package-list.ts'
import noPipCache from './packages/no-pip-cache.ts'
import noUnpinnedApkPackages from './packages/no-unpinned-apk-packages.ts'
import noUnpinnedAptPackages from './packages/no-unpinned-apt-packages.ts'
import noUnpinnedDnfPackages from './packages/no-unpinned-dnf-packages.ts'
import noUnpinnedGems from './packages/no-unpinned-gems.ts'
import noUnpinnedGoPackages from './packages/no-unpinned-go-packages.ts'
import noUnpinnedNpmPackages from './packages/no-unpinned-npm-packages.ts'
import noUnpinnedPipPackages from './packages/no-unpinned-pip-packages.ts'
import noUnpinnedRequirement from './packages/no-unpinned-requirement.ts'
import noUnpinnedYumPackages from './packages/no-unpinned-yum-packages.ts'
import noUnpinnedZypperPackages from './packages/no-unpinned-zypper-packages.ts'
import noYarnCache from './packages/no-yarn-cache.ts'
import noYumCache from './packages/no-yum-cache.ts'
import noZypperCache from './packages/no-zypper-cache.ts'
import noZypperDistUpgrade from './packages/no-zypper-dist-upgrade.ts'
import requireAptAssumeYes from './packages/require-apt-assume-yes.ts'
import requireDependencyUpdates from './packages/require-dependency-updates.ts'
import requireDnfAssumeYes from './packages/require-dnf-assume-yes.ts'
import requireListedPackage from './packages/require-listed-package.ts'
import requireYumAssumeYes from './packages/require-yum-assume-yes.ts'
import requireZypperNonInteractive from './packages/require-zypper-non-interactive.ts'
import noMissingDockerfileInManifest from './platforms/no-missing-dockerfile-in-manifest.ts'
import noSecretInManifest from './platforms/no-secret-in-manifest.ts'
import requirePlatformHealthCheck from './platforms/require-platform-health-check.ts'
import requirePlatformImageTag from './platforms/require-platform-image-tag.ts'
import requirePlatformRestart from './platforms/require-platform-restart.ts'
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
import noBrokenExpectation from './responses/no-broken-expectation.ts'
import noDeprecatedHeader from './responses/no-deprecated-header.ts'
import noDowngradingRedirect from './responses/no-downgrading-redirect.ts'
import noDuplicateHeader from './responses/no-duplicate-header.ts'
import noExposedFile from './responses/no-exposed-file.ts'
import noFailingEndpoint from './responses/no-failing-endpoint.ts'
import noFlakyEndpoint from './responses/no-flaky-endpoint.ts'
import noHostInjection from './responses/no-host-injection.ts'
import noInsecureContentSource from './responses/no-insecure-content-source.ts'
import noInsecureFirstRedirect from './responses/no-insecure-first-redirect.ts'
import noInternalRedirect from './responses/no-internal-redirect.ts'
import noInvalidContentPolicy from './responses/no-invalid-content-policy.ts'
import noInvalidIsolationHeader from './responses/no-invalid-isolation-header.ts'
import noInvalidTransportSecurity from './responses/no-invalid-transport-security.ts'
import noLargeBundle from './responses/no-large-bundle.ts'
import noLeakedError from './responses/no-leaked-error.ts'
import noLiveDrift from './responses/no-live-drift.ts'
import noLocalOrigin from './responses/no-local-origin.ts'
import noLongRedirectChain from './responses/no-long-redirect-chain.ts'
import noLookAlikeOrigin from './responses/no-look-alike-origin.ts'
import noMixedContent from './responses/no-mixed-content.ts'
import noOffHostFirstRedirect from './responses/no-off-host-first-redirect.ts'
import noOpenRedirect from './responses/no-open-redirect.ts'
import noPublicSourceMap from './responses/no-public-source-map.ts'
import noReachableDataStore from './responses/no-reachable-data-store.ts'
import noReflectedOrigin from './responses/no-reflected-origin.ts'
import noSecretInResponse from './responses/no-secret-in-response.ts'
import noShortTransportSecurity from './responses/no-short-transport-security.ts'
import noSlowResponse from './responses/no-slow-response.ts'
import noTraceMethod from './responses/no-trace-method.ts'
import noUnreadyPreload from './responses/no-unready-preload.ts'
import noUnsafeEval from './responses/no-unsafe-eval.ts'
import noUnsafeInlineScript from './responses/no-unsafe-inline-script.ts'
import noUnsafeInlineStyle from './responses/no-unsafe-inline-style.ts'
import noUnsafeReferrerPolicy from './responses/no-unsafe-referrer-policy.ts'
import noVersionHeader from './responses/no-version-header.ts'
import noWeakContentPolicy from './responses/no-weak-content-policy.ts'
import noWildcardWithCredentials from './responses/no-wildcard-with-credentials.ts'
import requireCharset from './responses/require-charset.ts'
import requireClosedContentPolicy from './responses/require-closed-content-policy.ts'
import requireCompression from './responses/require-compression.ts'
import requireContentPolicy from './responses/require-content-policy.ts'
import requireFrameProtection from './responses/require-frame-protection.ts'
import requireHeadersOnErrors from './responses/require-headers-on-errors.ts'
import requireHttps from './responses/require-https.ts'
import requireNosniff from './responses/require-nosniff.ts'
import requireOpenerPolicy from './responses/require-opener-policy.ts'
import requirePermanentRedirect from './responses/require-permanent-redirect.ts'
import requirePermissionsPolicy from './responses/require-permissions-policy.ts'
import requirePrivateCaching from './responses/require-private-caching.ts'
import requireRateLimit from './responses/require-rate-limit.ts'
import requireReachableEndpoint from './responses/require-reachable-endpoint.ts'
import requireRedirectToHttps from './responses/require-redirect-to-https.ts'
import requireScriptIntegrity from './responses/require-script-integrity.ts'
import requireTransportSecurity from './responses/require-transport-security.ts'
import requireVaryOrigin from './responses/require-vary-origin.ts'
import noBlockingDisruptionBudget from './scaling/no-blocking-disruption-budget.ts'
import noClaimedStorageRequest from './scaling/no-claimed-storage-request.ts'
import noInvalidTopologySpread from './scaling/no-invalid-topology-spread.ts'
import noRecreateStrategy from './scaling/no-recreate-strategy.ts'
import noReplicasUnderScaler from './scaling/no-replicas-under-scaler.ts'
import noTightDisruptionBudget from './scaling/no-tight-disruption-budget.ts'
import noUnlistedPriorityClass from './scaling/no-unlisted-priority-class.ts'
import requireDisruptionBudget from './scaling/require-disruption-budget.ts'
import requireDisruptionBudgetLimit from './scaling/require-disruption-budget-limit.ts'
import requireLimitRangeDefaults from './scaling/require-limit-range-defaults.ts'
import requireNamespaceLimitRange from './scaling/require-namespace-limit-range.ts'
import requireNamespaceResourceQuota from './scaling/require-namespace-resource-quota.ts'
import requireNodeAffinity from './scaling/require-node-affinity.ts'
import requirePodAntiAffinity from './scaling/require-pod-anti-affinity.ts'
import requirePriorityClass from './scaling/require-priority-class.ts'
import requireReplicas from './scaling/require-replicas.ts'
import requireResourceQuotaLimits from './scaling/require-resource-quota-limits.ts'
import requireScalerMinimum from './scaling/require-scaler-minimum.ts'
import requireScalerRange from './scaling/require-scaler-range.ts'
import requireScalerTarget from './scaling/require-scaler-target.ts'
import requireSingleWriteOnceClaim from './scaling/require-single-write-once-claim.ts'
import requireTopologySpread from './scaling/require-topology-spread.ts'
import requireUnhealthyEvictionPolicy from './scaling/require-unhealthy-eviction-policy.ts'
import requireWholeObjectMetric from './scaling/require-whole-object-metric.ts'
import requireWrittenStrategy from './scaling/require-written-strategy.ts'
import noCredentialFileInImage from './secrets/no-credential-file-in-image.ts'
import noCredentialNameInImage from './secrets/no-credential-name-in-image.ts'
import noCredentialNameInPod from './secrets/no-credential-name-in-pod.ts'
import noDefaultSecret from './secrets/no-default-secret.ts'
import noEnvFileInImage from './secrets/no-env-file-in-image.ts'
import noLiveKeyOutsideProduction from './secrets/no-live-key-outside-production.ts'
import noPlaceholderValue from './secrets/no-placeholder-value.ts'
import noPublicSecret from './secrets/no-public-secret.ts'
import noPublicSecretInSource from './secrets/no-public-secret-in-source.ts'
import noSecretInCommand from './secrets/no-secret-in-command.ts'
import noSecretInCompose from './secrets/no-secret-in-compose.ts'
import noSecretInConfigMap from './secrets/no-secret-in-config-map.ts'
import noSecretInImage from './secrets/no-secret-in-image.ts'
import noSecretInPod from './secrets/no-secret-in-pod.ts'
import noSecretInProxy from './secrets/no-secret-in-proxy.ts'
import noServerKeyInFrontend from './secrets/no-server-key-in-frontend.ts'
import noTestKeyInProduction from './secrets/no-test-key-in-production.ts'
import noWeakSecret from './secrets/no-weak-secret.ts'
import noWrittenSecretObject from './secrets/no-written-secret-object.ts'
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
import requireDatabaseBackup from './services/require-database-backup.ts'
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
import noPodEnvironmentDifference from './stacks/no-pod-environment-difference.ts'
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
import noUndeclaredVariable from './variables/no-undeclared-variable.ts'
import noUndefinedVariable from './variables/no-undefined-variable.ts'
import noUnlistedPublicVariable from './variables/no-unlisted-public-variable.ts'
import noUnwiredVariable from './variables/no-unwired-variable.ts'
import requireContractedVariable from './variables/require-contracted-variable.ts'
import requireCookieDomain from './variables/require-cookie-domain.ts'
import requireSecureCookies from './variables/require-secure-cookies.ts'
import requireVariableGroup from './variables/require-variable-group.ts'
import noBranchAction from './workflows/no-branch-action.ts'
import noDeprecatedWorkflowCommand from './workflows/no-deprecated-workflow-command.ts'
import noDisabledWorkflowCommand from './workflows/no-disabled-workflow-command.ts'
import noInheritedSecrets from './workflows/no-inherited-secrets.ts'
import noMissingDockerfileInWorkflow from './workflows/no-missing-dockerfile-in-workflow.ts'
import noOldActionRuntime from './workflows/no-old-action-runtime.ts'
import noPrintedSecret from './workflows/no-printed-secret.ts'
import noRemovedActionVersion from './workflows/no-removed-action-version.ts'
import noRemovedRunner from './workflows/no-removed-runner.ts'
import noScriptInjection from './workflows/no-script-injection.ts'
import noSecretBuildArgument from './workflows/no-secret-build-argument.ts'
import noSecretInRun from './workflows/no-secret-in-run.ts'
import noSecretInWorkflow from './workflows/no-secret-in-workflow.ts'
import noSelfHostedPullRequest from './workflows/no-self-hosted-pull-request.ts'
import noUnsafeRunnerSwitch from './workflows/no-unsafe-runner-switch.ts'
import noUntrustedCheckout from './workflows/no-untrusted-checkout.ts'
import noWriteAllPermissions from './workflows/no-write-all-permissions.ts'
import requireActionDigest from './workflows/require-action-digest.ts'
import requireContractedVariableInDeploy from './workflows/require-contracted-variable-in-deploy.ts'
import requireDeployConcurrency from './workflows/require-deploy-concurrency.ts'
import requireWorkflowPermissions from './workflows/require-workflow-permissions.ts'
import noAddedCapabilityInPod from './workloads/no-added-capability-in-pod.ts'
import noCronjobTtl from './workloads/no-cronjob-ttl.ts'
import noCustomSelinuxOptions from './workloads/no-custom-selinux-options.ts'
import noDangerousCapabilityInPod from './workloads/no-dangerous-capability-in-pod.ts'
import noDuplicatePortName from './workloads/no-duplicate-port-name.ts'
import noForeignUserId from './workloads/no-foreign-user-id.ts'
import noGitSyncCommand from './workloads/no-git-sync-command.ts'
import noHostAliases from './workloads/no-host-aliases.ts'
import noHostPathPersistentVolume from './workloads/no-host-path-persistent-volume.ts'
import noHostPathVolume from './workloads/no-host-path-volume.ts'
import noHostProcessPod from './workloads/no-host-process-pod.ts'
import noIdenticalProbes from './workloads/no-identical-probes.ts'
import noInvalidPortName from './workloads/no-invalid-port-name.ts'
import noInvalidTargetPort from './workloads/no-invalid-target-port.ts'
import noKubernetesDashboard from './workloads/no-kubernetes-dashboard.ts'
import noLatestImageInPod from './workloads/no-latest-image-in-pod.ts'
import noLaxPodSecurityPolicy from './workloads/no-lax-pod-security-policy.ts'
import noNeverRestart from './workloads/no-never-restart.ts'
import noOpenTiller from './workloads/no-open-tiller.ts'
import noPodHostIpc from './workloads/no-pod-host-ipc.ts'
import noPodHostNetwork from './workloads/no-pod-host-network.ts'
import noPodHostPid from './workloads/no-pod-host-pid.ts'
import noPodHostPort from './workloads/no-pod-host-port.ts'
import noPrivilegeEscalation from './workloads/no-privilege-escalation.ts'
import noPrivilegedPortInPod from './workloads/no-privileged-port-in-pod.ts'
import noPrivilegedWorkload from './workloads/no-privileged-workload.ts'
import noProbeHost from './workloads/no-probe-host.ts'
import noRawSocketCapability from './workloads/no-raw-socket-capability.ts'
import noRootGroupInPod from './workloads/no-root-group-in-pod.ts'
import noRuntimeSocketInPod from './workloads/no-runtime-socket-in-pod.ts'
import noSensitiveHostPath from './workloads/no-sensitive-host-path.ts'
import noSshPortInPod from './workloads/no-ssh-port-in-pod.ts'
import noTiller from './workloads/no-tiller.ts'
import noTillerService from './workloads/no-tiller-service.ts'
import noUncommonVolumeType from './workloads/no-uncommon-volume-type.ts'
import noUnconfinedApparmor from './workloads/no-unconfined-apparmor.ts'
import noUnconfinedSeccomp from './workloads/no-unconfined-seccomp.ts'
import noUndeclaredContainerPort from './workloads/no-undeclared-container-port.ts'
import noUnfitRestartPolicy from './workloads/no-unfit-restart-policy.ts'
import noUnknownProbePort from './workloads/no-unknown-probe-port.ts'
import noUnmaskedProc from './workloads/no-unmasked-proc.ts'
import noUnsafeSysctl from './workloads/no-unsafe-sysctl.ts'
import noUntrustedRegistryInPod from './workloads/no-untrusted-registry-in-pod.ts'
import noUnverifiableUser from './workloads/no-unverifiable-user.ts'
import noWritableHostPath from './workloads/no-writable-host-path.ts'
import noWritableSystemFolderMount from './workloads/no-writable-system-folder-mount.ts'
import requireAllCapabilitiesDropped from './workloads/require-all-capabilities-dropped.ts'
import requireAlwaysPull from './workloads/require-always-pull.ts'
import requireApparmorProfile from './workloads/require-apparmor-profile.ts'
import requireContainerPort from './workloads/require-container-port.ts'
import requireContainerSecurityContext from './workloads/require-container-security-context.ts'
import requireCpuLimitInPod from './workloads/require-cpu-limit-in-pod.ts'
import requireCpuRequest from './workloads/require-cpu-request.ts'
import requireCronjobDeadline from './workloads/require-cronjob-deadline.ts'
import requireDeclaredProbePort from './workloads/require-declared-probe-port.ts'
import requireDnsOption from './workloads/require-dns-option.ts'
import requireEphemeralStorageLimits from './workloads/require-ephemeral-storage-limits.ts'
import requireEqualEphemeralStorage from './workloads/require-equal-ephemeral-storage.ts'
import requireEqualResources from './workloads/require-equal-resources.ts'
import requireHighGroupId from './workloads/require-high-group-id.ts'
import requireHighUserId from './workloads/require-high-user-id.ts'
import requireImageDigestInPod from './workloads/require-image-digest-in-pod.ts'
import requireJobTtl from './workloads/require-job-ttl.ts'
import requireLinuxHardening from './workloads/require-linux-hardening.ts'
import requireLivenessProbe from './workloads/require-liveness-probe.ts'
import requireMemoryLimitInPod from './workloads/require-memory-limit-in-pod.ts'
import requireMemoryRequest from './workloads/require-memory-request.ts'
import requireNonRootUser from './workloads/require-non-root-user.ts'
import requirePodContainers from './workloads/require-pod-containers.ts'
import requirePodSecurityContext from './workloads/require-pod-security-context.ts'
import requireReadOnlyContainer from './workloads/require-read-only-container.ts'
import requireReadinessProbe from './workloads/require-readiness-probe.ts'
import requireSeccompProfile from './workloads/require-seccomp-profile.ts'
import requireServiceTarget from './workloads/require-service-target.ts'

/** Every rule that is written in TypeScript, by id. */
export const rules: readonly AnyRule[] = [
  noAccessEscalation,
  noAddedCapabilityInPod,
  noAdmissionWarning,
  noAliasTraversal,
  noAllowWithoutDeny,
  noAlwaysAdmitPlugin,
  noAlwaysAllowAuthorization,
  noAmbiguousEnvValue,
  noAnonymousApiAccess,
  noAnonymousBinding,
  noApkCache,
  noAptCommand,
  noAptListsInImage,
  noAptRecommendedPackages,
  noAutoindex,
  noAutomountedDefaultToken,
  noAutomountedToken,
  noBadCookieDomain,
  noBareEnvKey,
  noBindingChangeAccess,
  noBlockingDisruptionBudget,
  noBothComposeSpellings,
  noBranchAction,
  noBroadCapability,
  noBroadCookieDomain,
  noBrokenAdmissionPolicy,
  noBrokenContract,
  noBrokenCookiePrefix,
  noBrokenEnvSchema,
  noBrokenExpectation,
  noBuildAndImage,
  noCdInRun,
  noCertificateApproval,
  noChpasswd,
  noClaimedStorageRequest,
  noClientChosenUpstream,
  noClusterAdminBinding,
  noCodeMount,
  noCommentedAssignment,
  noCommentedSecret,
  noComposeWarning,
  noConcurrentMigrations,
  noConfigmapChangeAccess,
  noConsecutiveCopy,
  noConsecutiveRun,
  noConstantPlatform,
  noContentTypeHeader,
  noCopiedArchive,
  noCopyChown,
  noCredentialFileInImage,
  noCredentialNameInImage,
  noCredentialNameInPod,
  noCronjobTtl,
  noCustomSelinuxOptions,
  noDangerousCapability,
  noDangerousCapabilityInPod,
  noDebugMode,
  noDefaultAccountGrant,
  noDefaultNamespace,
  noDefaultSecret,
  noDefaultServiceAccount,
  noDependencyCycle,
  noDependencyWithoutHealthcheck,
  noDeprecatedHeader,
  noDeprecatedHttp2Parameter,
  noDeprecatedKubernetesApi,
  noDeprecatedWorkflowCommand,
  noDevelopmentServer,
  noDisabledAdmissionPlugin,
  noDisabledCertificateRotation,
  noDisabledProtection,
  noDisabledSecurePort,
  noDisabledWorkflowCommand,
  noDistUpgrade,
  noDnfCache,
  noDockerSocket,
  noDowngradingRedirect,
  noDownloadProgress,
  noDroppedCommand,
  noDroppedKubeletEvent,
  noDuplicateContainerName,
  noDuplicateEnvKey,
  noDuplicateHeader,
  noDuplicateHostPort,
  noDuplicateLocation,
  noDuplicateMountTarget,
  noDuplicatePortName,
  noDuplicateServer,
  noDuplicateStageName,
  noDuplicateVariableInPod,
  noEmptyContinuation,
  noEmptyReferer,
  noEndOfLifeImage,
  noEndlessKubeletStream,
  noEnvFileInImage,
  noEnvironmentDifference,
  noExpiredSuppression,
  noExpiringCertificate,
  noExposedErrors,
  noExposedFile,
  noExposedSshPort,
  noExternalAddressPlugin,
  noExternalIps,
  noExternalLoadBalancer,
  noExtraBlankLine,
  noFailingEndpoint,
  noFlakyEndpoint,
  noForbiddenAnnotation,
  noForeignEnvironmentBuild,
  noForeignServerName,
  noForeignUserId,
  noGitSyncCommand,
  noHostAliases,
  noHostCommand,
  noHostInjection,
  noHostPathPersistentVolume,
  noHostPathVolume,
  noHostPortInExpose,
  noHostProcessPod,
  noHostSpoofing,
  noHostnameOverride,
  noHttpSplitting,
  noIdenticalProbes,
  noIgnoredCopySource,
  noIgnoredDeployKey,
  noIgnoredField,
  noImpersonation,
  noInconsistentInstructionCase,
  noIngressSnippet,
  noInheritedSecrets,
  noInjectionByAnnotation,
  noInlineIgnore,
  noInsecureApiPort,
  noInsecureContentSource,
  noInsecureCurl,
  noInsecureFirstRedirect,
  noInsecureGit,
  noInsecureNode,
  noInsecureNpm,
  noInsecurePip,
  noInsecurePython,
  noInsecureWget,
  noInstallAtStart,
  noInstructionBeforeFrom,
  noInternalRedirect,
  noInvalidBaseImage,
  noInvalidCompose,
  noInvalidContainerName,
  noInvalidContentPolicy,
  noInvalidInterpolation,
  noInvalidIsolationHeader,
  noInvalidLabel,
  noInvalidLabelKey,
  noInvalidManifest,
  noInvalidPort,
  noInvalidPortName,
  noInvalidRoleArn,
  noInvalidTargetPort,
  noInvalidTopologySpread,
  noInvalidTransportSecurity,
  noKubernetesDashboard,
  noLargeBundle,
  noLatestImageInPod,
  noLaxPodSecurityPolicy,
  noLeakedError,
  noLegacyKeyValue,
  noLiteralAddress,
  noLiveDrift,
  noLiveKeyOutsideProduction,
  noLocalCorsOrigin,
  noLocalOrigin,
  noLocalStateWithSeveralInstances,
  noLocalhostConnection,
  noLocalhostUpstream,
  noLogDeletion,
  noLonePackageUpdate,
  noLonePackageUpgrade,
  noLongRedirectChain,
  noLongRequestTimeout,
  noLongSessionCookie,
  noLookAlikeOrigin,
  noLooseAlias,
  noLooseInstall,
  noLooseOriginPattern,
  noLostHeader,
  noLostSecurityHeader,
  noMaintainer,
  noMalformedCookie,
  noMissingBuildContext,
  noMissingDockerfile,
  noMissingDockerfileInManifest,
  noMissingDockerfileInWorkflow,
  noMissingEnvFile,
  noMissingHealthcheckTool,
  noMissingPackageList,
  noMixedContent,
  noMountPropagation,
  noMultilineHeader,
  noNativeSecret,
  noNeedlessQuotes,
  noNetworkChangeAccess,
  noNeverRestart,
  noNodePortService,
  noNodeProxyAccess,
  noNumberedStage,
  noObsoleteVersion,
  noOffHostFirstRedirect,
  noOldActionRuntime,
  noOldProtocol,
  noOldServiceAccountField,
  noOldTls,
  noOpenCors,
  noOpenImagePrefix,
  noOpenRedirect,
  noOpenStatusPage,
  noOpenTiller,
  noOverriddenEnvValue,
  noPipCache,
  noPlaceholderValue,
  noPlainKubeletConnection,
  noPodEnvironmentDifference,
  noPodExecAccess,
  noPodHostIpc,
  noPodHostNetwork,
  noPodHostPid,
  noPodHostPort,
  noPolicyWithoutDirection,
  noPrintedSecret,
  noPrivilegeEscalation,
  noPrivilegedContainer,
  noPrivilegedPort,
  noPrivilegedPortInPod,
  noPrivilegedScc,
  noPrivilegedWorkload,
  noProbeHost,
  noProfiling,
  noProxyPathMismatch,
  noPublicResolver,
  noPublicSecret,
  noPublicSecretInSource,
  noPublicSourceMap,
  noPublishedDataStore,
  noQuotedVolume,
  noRawSocketCapability,
  noReachableDataStore,
  noReadOnlyKubeletPort,
  noRealValueInExample,
  noRecreateStrategy,
  noRedundantPlatform,
  noReflectedOrigin,
  noRefusedObject,
  noRelativeCopyDestination,
  noRelativeWorkdir,
  noRemovedActionVersion,
  noRemovedDirective,
  noRemovedKubernetesApi,
  noRemovedRunner,
  noRepeatedCmd,
  noRepeatedEntrypoint,
  noRepeatedHealthcheck,
  noReplicasUnderScaler,
  noReservedStageName,
  noRestartedJob,
  noRootCopy,
  noRootGroupInPod,
  noRootUser,
  noRootWorker,
  noRuntimeSocketInPod,
  noScriptInjection,
  noSecondDownloadTool,
  noSecretAccess,
  noSecretBuildArgument,
  noSecretInCommand,
  noSecretInCompose,
  noSecretInConfigMap,
  noSecretInImage,
  noSecretInManifest,
  noSecretInPod,
  noSecretInProxy,
  noSecretInResponse,
  noSecretInRun,
  noSecretInWorkflow,
  noSecretReferenceInEnv,
  noSelfCopy,
  noSelfHostedPullRequest,
  noSelfReferencingEnv,
  noSelfSignedEtcd,
  noSensitiveHostMount,
  noSensitiveHostPath,
  noServerKeyInFrontend,
  noServerTokens,
  noServiceStatusAccess,
  noSharedEnvFile,
  noSharedServiceAccount,
  noSharedVolume,
  noShellFault,
  noShellReplacement,
  noShortTransportSecurity,
  noSlowResponse,
  noSpaceAroundEquals,
  noSparseLoginLog,
  noSshPortInPod,
  noStaleServiceAccountToken,
  noStaticApiCredentials,
  noSudo,
  noSyntaxError,
  noSystemFolderMount,
  noSystemNamespace,
  noSystemWorkdir,
  noTestKeyInProduction,
  noTightDisruptionBudget,
  noTiller,
  noTillerService,
  noTraceMethod,
  noTrackedEnvFile,
  noTrailingSpace,
  noTrustedClientAddress,
  noUnawaitedUpstream,
  noUncommonVolumeType,
  noUnconfinedApparmor,
  noUnconfinedProcess,
  noUnconfinedSeccomp,
  noUncontractedReceiver,
  noUncreatedExternalNetwork,
  noUndeclaredBuildArgument,
  noUndeclaredContainerPort,
  noUndeclaredPublishedPort,
  noUndeclaredVariable,
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
  noUnfitRestartPolicy,
  noUnjudgedAdmissionPolicy,
  noUnknownBuildTarget,
  noUnknownComposeKey,
  noUnknownHost,
  noUnknownKind,
  noUnknownProbePort,
  noUnknownSuppression,
  noUnknownUpstream,
  noUnlimitedBody,
  noUnlistedNamespace,
  noUnlistedPriorityClass,
  noUnlistedPublicVariable,
  noUnmaskedProc,
  noUnneededAdd,
  noUnpinnedApkPackages,
  noUnpinnedAptPackages,
  noUnpinnedBaseImage,
  noUnpinnedDnfPackages,
  noUnpinnedGems,
  noUnpinnedGoPackages,
  noUnpinnedNpmPackages,
  noUnpinnedPipPackages,
  noUnpinnedRequirement,
  noUnpinnedYumPackages,
  noUnpinnedZypperPackages,
  noUnreachableUpstream,
  noUnreadyPreload,
  noUnsafeEval,
  noUnsafeIf,
  noUnsafeInlineScript,
  noUnsafeInlineStyle,
  noUnsafeReferrerPolicy,
  noUnsafeRunnerSwitch,
  noUnsafeSysctl,
  noUnsignedPackages,
  noUntrustedCheckout,
  noUntrustedRegistry,
  noUntrustedRegistryInPod,
  noUnusableProxyPath,
  noUnusedConfig,
  noUnusedDockerfile,
  noUnusedNetwork,
  noUnusedSecret,
  noUnusedSuppression,
  noUnusedVariable,
  noUnusedVolume,
  noUnverifiableUser,
  noUnverifiedDownload,
  noUnwiredVariable,
  noUppercaseExposeProtocol,
  noUppercaseStageName,
  noVersionHeader,
  noWeakCertificate,
  noWeakCipher,
  noWeakCipherSuite,
  noWeakClusterCipher,
  noWeakContentPolicy,
  noWeakHsts,
  noWeakSecret,
  noWebhookAccess,
  noWildcardAccess,
  noWildcardWithCredentials,
  noWorkloadBehindOldIngress,
  noWorkloadChangeAccess,
  noWritableHostPath,
  noWritableSystemFolderMount,
  noWriteAllPermissions,
  noWrittenSecretObject,
  noWrongCookieDomain,
  noWrongHealthcheckPort,
  noWrongUpstreamPort,
  noYarnCache,
  noYumCache,
  noZypperCache,
  noZypperDistUpgrade,
  requireActionDigest,
  requireAllCapabilitiesDropped,
  requireAlways,
  requireAlwaysPull,
  requireAlwaysPullPlugin,
  requireApparmorProfile,
  requireAptAssumeYes,
  requireAuditLog,
  requireAuditLogRetention,
  requireAuditPolicy,
  requireAuditPolicyObject,
  requireAuditedResources,
  requireBuildArgument,
  requireCertificate,
  requireCertificateRotation,
  requireCharset,
  requireCipherSuites,
  requireClaimAnnotation,
  requireClientAuthority,
  requireClosedContentPolicy,
  requireClusterRootAuthority,
  requireCompletedMigrations,
  requireCompression,
  requireConfiguredEventRateLimit,
  requireContainerPort,
  requireContainerSecurityContext,
  requireContentPolicy,
  requireContractedVariable,
  requireContractedVariableInDeploy,
  requireControllerCredentials,
  requireCookieDomain,
  requireCopyDestinationSlash,
  requireCpuLimitInPod,
  requireCpuRequest,
  requireCronjobDeadline,
  requireDatabaseBackup,
  requireDeclaredProbePort,
  requireDefaultPluginsListed,
  requireDefinitionComment,
  requireDependencyUpdates,
  requireDeployConcurrency,
  requireDisruptionBudget,
  requireDisruptionBudgetLimit,
  requireDnfAssumeYes,
  requireDnsOption,
  requireDockerSocketProxy,
  requireDroppedCapabilities,
  requireEncryptionProvider,
  requireEnvSource,
  requireEphemeralStorageLimits,
  requireEqualEphemeralStorage,
  requireEqualResources,
  requireEtcdAuthority,
  requireEtcdCertificate,
  requireEtcdClientAuthentication,
  requireEtcdClientCertificate,
  requireEventRateLimit,
  requireExampleKey,
  requireExecForm,
  requireExplicitUser,
  requireFinalNewline,
  requireFrameProtection,
  requireHeadersOnErrors,
  requireHeadlessService,
  requireHealthcheck,
  requireHealthcheckExecForm,
  requireHighGroupId,
  requireHighUserId,
  requireHsts,
  requireHttpOnlyCookie,
  requireHttps,
  requireHttpsRedirect,
  requireIgnoredEnvFile,
  requireImageDigestInPod,
  requireImageHealthcheck,
  requireImagePolicyWebhookPlugin,
  requireImageTag,
  requireIngressService,
  requireIngressTls,
  requireInstanceLabel,
  requireIptablesChains,
  requireJobTtl,
  requireKernelDefaultsProtected,
  requireKeyAuditRules,
  requireKnownHealthcheck,
  requireKnownRole,
  requireKnownSchema,
  requireKubeletAuthority,
  requireKubeletClientCertificate,
  requireLabels,
  requireLeadingLetter,
  requireLimitRangeDefaults,
  requireLinuxHardening,
  requireListedPackage,
  requireLivenessProbe,
  requireLoopbackAddress,
  requireMatchingAsCase,
  requireMatchingSelector,
  requireMemoryLimitInPod,
  requireMemoryRequest,
  requireMonitoredService,
  requireNamespaceLimitRange,
  requireNamespaceResourceQuota,
  requireNetworkPolicy,
  requireNetworkPolicyRules,
  requireNoNewPrivileges,
  requireNodeAffinity,
  requireNodeAuthorization,
  requireNodeRestrictionPlugin,
  requireNonRootUser,
  requireNosniff,
  requireNumericUser,
  requireObjectAnnotation,
  requireObjectLabel,
  requireOpenerPolicy,
  requireOwnEtcdAuthority,
  requirePemFile,
  requirePermanentRedirect,
  requirePermissionsPolicy,
  requirePipefail,
  requirePlainSubstitution,
  requirePlatformHealthCheck,
  requirePlatformImageTag,
  requirePlatformRestart,
  requirePodAntiAffinity,
  requirePodContainers,
  requirePodGarbageThreshold,
  requirePodRestrictionPlugin,
  requirePodSecurityContext,
  requirePolicyBinding,
  requirePolicyCapableNetwork,
  requirePolicyPeer,
  requirePolicySelector,
  requirePolicyTarget,
  requirePortInterface,
  requirePortableEnvKey,
  requirePriorityClass,
  requirePrivateCaching,
  requireProjectName,
  requireProxyHeaders,
  requireQuotedPorts,
  requireQuotedValue,
  requireRateLimit,
  requireRbacAuthorization,
  requireReachableEndpoint,
  requireReadOnlyContainer,
  requireReadinessProbe,
  requireRedirectToHttps,
  requireReplicas,
  requireResolver,
  requireResourceQuotaLimits,
  requireRestartAttempts,
  requireSameSiteCookie,
  requireScalerMinimum,
  requireScalerRange,
  requireScalerTarget,
  requireScriptIntegrity,
  requireSeccompProfile,
  requireSecureCookie,
  requireSecureCookies,
  requireSecurityHeaders,
  requireServerTokensOff,
  requireServiceAccount,
  requireServiceAccountKey,
  requireServiceAccountSigningKey,
  requireServiceKeyOrder,
  requireServiceTarget,
  requireServingCertificate,
  requireSharedStateStore,
  requireSingleWriteOnceClaim,
  requireSortedDependencies,
  requireSortedEnvKeys,
  requireSortedKeys,
  requireSortedPorts,
  requireSortedServices,
  requireStaticSiteImage,
  requireStrongEncryptionProvider,
  requireSuppressionReason,
  requireTargetPort,
  requireTopLevelOrder,
  requireTopologySpread,
  requireTransportSecurity,
  requireTrustedCertificate,
  requireUnhealthyEvictionPolicy,
  requireUppercaseEnvKey,
  requireUser,
  requireVariableGroup,
  requireVaryOrigin,
  requireWholeObjectMetric,
  requireWorkflowPermissions,
  requireWrittenDefaults,
  requireWrittenStrategy,
  requireYumAssumeYes,
  requireZypperNonInteractive,
]
