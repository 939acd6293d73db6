@{
    RootModule             = 'AwsHardening.dll'
    # The build stamps the version of Directory.Build.props here.
    ModuleVersion          = '0.0.0'
    GUID                   = '5a0f3c1e-8d52-4f0b-9a86-2a1f4f7f6c31'
    Author                 = 'AwsHardening contributors'
    Copyright              = 'Copyright AwsHardening contributors. Licensed under Apache-2.0.'
    Description            = 'Plans, proves, applies and undoes the hardening of an AWS account, as objects in a PowerShell pipeline, and rehearses it on a copy of the account first.'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    RequiredModules        = @()
    RequiredAssemblies     = @()
    FormatsToProcess       = @(
        'Formatting/Access.Format.ps1xml'
        'Formatting/Account.Format.ps1xml'
        'Formatting/Audit.Format.ps1xml'
        'Formatting/Changes.Format.ps1xml'
        'Formatting/Encryption.Format.ps1xml'
        'Formatting/Identity.Format.ps1xml'
        'Formatting/Network.Format.ps1xml'
    )
    TypesToProcess         = @()
    NestedModules          = @()
    CmdletsToExport        = @(
        'Compare-AccountSnapshot'
        'Compare-NetworkPath'
        'Confirm-HardeningChange'
        'Connect-AwsHardening'
        'Disable-AuditBaseline'
        'Disable-DataKey'
        'Disable-SessionLogging'
        'Disconnect-AwsHardening'
        'Enable-AuditBaseline'
        'Enable-SessionLogging'
        'Enable-SessionManager'
        'Enter-InstanceSession'
        'Export-AccountSnapshot'
        'Export-HardeningChange'
        'Export-HardeningPlan'
        'Get-AuditBaseline'
        'Get-BucketAccess'
        'Get-CallerIdentity'
        'Get-ConfigTimeline'
        'Get-DataKey'
        'Get-HardeningChange'
        'Get-HardeningJournal'
        'Get-HardeningPermission'
        'Get-IamUserStatus'
        'Get-ManagedInstance'
        'Get-NaclRule'
        'Get-NetworkPath'
        'Get-PendingRevert'
        'Get-PermissionUse'
        'Get-ProtectedDataInfo'
        'Get-PublicInstance'
        'Get-ReachableAddress'
        'Get-ResourceHistory'
        'Get-RoleTrust'
        'Get-SessionHistory'
        'Get-SessionLog'
        'Get-SgPeer'
        'Get-SgRule'
        'Get-ThreatFinding'
        'Get-TrailEvent'
        'Hide-ThreatFinding'
        'Import-HardeningPlan'
        'Initialize-DataKeyStore'
        'Invoke-HardeningPlan'
        'Invoke-InstanceCommand'
        'Invoke-PendingRevert'
        'Join-HardeningPlan'
        'New-DataKey'
        'New-IsolationNacl'
        'New-SampleFinding'
        'New-StateBucket'
        'Protect-Data'
        'Remove-AdminIngress'
        'Remove-IsolationNacl'
        'Resume-HardeningChange'
        'Set-HardeningJournal'
        'Set-SgPeerReference'
        'Show-HardeningPlan'
        'Stop-InstanceSession'
        'Test-NetworkPath'
        'Test-ProtectedData'
        'Test-PublicPort'
        'Test-TrailIntegrity'
        'Undo-HardeningChange'
        'Unlock-HardeningJournal'
        'Unprotect-Data'
        'Update-DataKey'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    DscResourcesToExport   = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('AWS', 'Security', 'Hardening', 'EC2', 'VPC', 'SecurityGroup', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://www.apache.org/licenses/LICENSE-2.0'
        }
    }
}
