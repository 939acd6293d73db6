# What holds for every cmdlet, whatever it does.
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $commands = Get-Command -Module AwsHardening | ForEach-Object {
        @{ Name = $_.Name; Command = $_; FileName = ($_.Name -replace '-') + 'Command.cs' }
    }
    $parameters = Get-Command -Module AwsHardening | ForEach-Object {
        $command = $_
        $command.Parameters.Values | Where-Object { -not [System.Management.Automation.Cmdlet]::CommonParameters.Contains($_.Name) } |
            Where-Object { -not [System.Management.Automation.Cmdlet]::OptionalCommonParameters.Contains($_.Name) } |
            ForEach-Object { @{ Name = $command.Name; Parameter = $_.Name; Metadata = $_ } }
    }
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    # Whatever its properties say, only its document counts, and that is none.
    function New-BadPlan {
        $plan = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject([AwsHardening.HardeningPlan])
        foreach ($name in 'Document', 'PlanId') { $plan.GetType().GetField("<$name>k__BackingField", 'Instance,NonPublic').SetValue($plan, 'none') }
        $plan
    }

    $manifest = Test-ModuleManifest (Join-Path $ModulePath 'AwsHardening.psd1')
}

Describe 'The module' {
    It 'exports exactly the cmdlets of its manifest, and nothing else' {
        $text = Import-PowerShellDataFile (Join-Path $ModulePath 'AwsHardening.psd1')
        (Get-Command -Module AwsHardening).Name | Sort-Object | Should -Be ($text.CmdletsToExport | Sort-Object)
        $text.CmdletsToExport | Should -Not -Contain '*'
        foreach ($list in 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport') { $text[$list].Count | Should -Be 0 -Because $list }
    }

    It 'exports every cmdlet that it has' {
        $classes = [AwsHardening.Pipeline.AsyncCmdlet].Assembly.GetTypes() |
            Where-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) }
        $classes | Should -HaveCount $manifest.ExportedCmdlets.Count
    }

    It 'has the version of Directory.Build.props' {
        [xml] $properties = Get-Content (Join-Path $RepositoryRoot 'Directory.Build.props')
        "$($manifest.Version)" | Should -Be "$($properties.Project.PropertyGroup.VersionPrefix)".Trim()
        [AwsHardening.SgRule].Assembly.GetName().Version.ToString(3) | Should -Be "$($manifest.Version)"
    }

    It 'asks for PowerShell 7.4 or later' {
        $manifest.PowerShellVersion | Should -Be '7.4'
        $manifest.CompatiblePSEditions | Should -Be 'Core'
    }
}

Describe '<Name>' -ForEach $commands {
    It 'has a source file, a test file and a help page' {
        Get-ChildItem -Path (Join-Path $RepositoryRoot 'src/AwsHardening') -Recurse -Filter $FileName | Should -HaveCount 1
        Join-Path $PSScriptRoot "$Name.Tests.ps1" | Should -Exist
        Join-Path $RepositoryRoot "docs/$Name.md" | Should -Exist
    }

    It 'has an approved verb and a singular noun' {
        (Get-Verb).Verb | Should -Contain $Command.Verb
        $Command.Noun | Should -Not -Match '(?<!s|Statu)s$'
    }

    It 'says what it writes, in types of the default load context' {
        $Command.OutputType | Should -Not -BeNullOrEmpty
        foreach ($type in $Command.OutputType.Type) {
            $type.Assembly.GetName().Name | Should -BeIn 'AwsHardening.Records', 'System.Private.CoreLib', 'System.Management.Automation'
        }
    }

    It 'takes a connection, or is one' {
        # A plan carries what it is of: handling one as a file or a text needs no account.
        $none = 'Connect-AwsHardening', 'Disconnect-AwsHardening', 'Export-HardeningPlan', 'Import-HardeningPlan', 'Join-HardeningPlan', 'Show-HardeningPlan',
            'Compare-AccountSnapshot', 'Compare-HardeningAudit', 'Get-ProtectedDataInfo', 'Exit-AssumedRole', 'Get-HardeningPermission',
            # So do findings, and rules are the module's own.
            'Export-HardeningReport', 'Show-HardeningReport', 'Get-HardeningRule',
            # A vault is of this machine.
            'Get-VaultCredential', 'Import-VaultCredential', 'Remove-VaultCredential', 'Save-VaultCredential'
        if ($Name -notin $none) {
            $Command.Parameters.Keys | Should -Contain 'Session'
            'ProfileName', 'Region', 'EndpointUrl' | Should -BeIn $Command.Parameters.Keys
        }
    }

    It 'supports -WhatIf and -Confirm exactly where it changes something, in the account or on the disk' {
        # A role is a way in: it is assumed and left without a change of anything.
        $Command.Parameters.ContainsKey('WhatIf') | Should -Be ($Name -notin 'Invoke-AssumeRole', 'Exit-AssumedRole', 'Invoke-HardeningAudit' -and $Command.Verb -notin 'Get', 'Compare', 'Connect', 'Disconnect', 'Import', 'Join', 'Show', 'Test' -or $Name -in 'Import-VaultCredential', 'Test-SecurityAlarm')
    }

    It 'can be planned, if it changes the account' {
        # What asks with -WhatIf and has nothing to plan, each with the reason.
        $exempt = @{
            'Confirm-HardeningChange' = 'keeps what was done'
            'Enter-InstanceSession'   = 'opens a session'
            'Export-AccountSnapshot'  = 'writes a file'
            'Export-HardeningChange'  = 'writes a file'
            'Export-HardeningPlan'    = 'writes a file'
            'Export-HardeningReport'  = 'writes files'
            'Import-VaultCredential'  = 'writes a vault'
            'Invoke-HardeningPlan'    = 'has its plan'
            'Invoke-InstanceCommand'  = 'runs what it is told on an instance'
            'Invoke-PendingRevert'    = 'what it does is in the journal'
            'Protect-Data'            = 'writes a file'
            'Remove-VaultCredential'  = 'writes a vault'
            'Resume-HardeningChange'  = 'what it does is in the journal'
            'Save-VaultCredential'    = 'writes a vault'
            'Set-HardeningJournal'    = 'says where changes are written down'
            'Stop-InstanceSession'    = 'ends a session'
            'Test-SecurityAlarm'      = 'what it sets passes by itself'
            'Unlock-HardeningJournal' = 'frees the journal'
            'Unprotect-Data'          = 'writes a file'
        }
        if ($Command.Parameters.ContainsKey('WhatIf')) {
            $Command.Parameters.ContainsKey('PlanOnly') | Should -Be (-not $exempt.ContainsKey($Name))
        }
    }

    It 'can be reverted by time where it can be planned' {
        # What changes the account can do all three: show it first, do it, take it back unless it is kept.
        if ($Command.Parameters.ContainsKey('PlanOnly')) {
            $Command.Parameters.Keys | Should -Contain 'RevertAfter'
            $Command.Parameters.Keys | Should -Contain 'WhatIf'
            $Command.OutputType.Name | Should -Contain 'AwsHardening.HardeningPlan'
        }

        if ($Command.Parameters.ContainsKey('RevertAfter')) {
            $revert = $Command.Parameters['RevertAfter']
            $revert.ParameterType | Should -Be ([Nullable[TimeSpan]])
            $revert.Attributes | Where-Object { $_.GetType().Name -eq 'ValidateRevertAfterAttribute' } | Should -HaveCount 1
        }
    }

    It 'honours -ErrorAction' {
        # Nothing here leads to an account, so that every command that needs one fails at once; the others get a wrong argument.
        $arguments = switch ($Name) {
            'Connect-AwsHardening' { @{ Sandbox = 'NoSuchTemplate' } }
            'Get-HardeningChange' { @{ Id = 'no-such-change' } }
            'Compare-AccountSnapshot' { @{ Reference = 'no-such.snapshot'; Difference = 'no-such.snapshot' } }
            { $_ -in 'Disconnect-AwsHardening', 'Compare-HardeningAudit' } { return }
            'Export-HardeningChange' { @{ Path = "$TestDrive/no-such-folder/changes.json" } }
            'Import-HardeningPlan' { @{ Path = "$TestDrive/no-such-file.json" } }
            'Export-HardeningReport' { @{ Path = "$TestDrive/no-such-folder/report.html"; Finding = @() } }
            'Show-HardeningReport' { @{ Path = "$TestDrive/no-such-file.html" } }
            { $_ -in 'Export-HardeningPlan', 'Join-HardeningPlan', 'Show-HardeningPlan', 'Compare-NetworkPath' } { @{ Plan = New-BadPlan } }
            'Get-ProtectedDataInfo' { @{ InputObject = 'no message' } }
            'Get-HardeningPermission' { @{ Command = 'No-SuchCommand' } }
            'Get-HardeningRule' { @{ Rule = 'no-such-rule' } }
            'Exit-AssumedRole' { @{} }
            { $_ -in 'Get-VaultCredential', 'Remove-VaultCredential' } { @{ Name = 'no-such-credential'; Vault = 'File' } }
            'Save-VaultCredential' { @{ Name = 'no name!'; Vault = 'File'; Credential = [pscredential]::new('AKIAIOSFODNN7EXAMPLE', (New-Secret 'nobody')) } }
            'Import-VaultCredential' { @{ Path = "$TestDrive/no-such-file"; Vault = 'File' } }
            default { @{ EndpointUrl = 'nonsense' } }
        }
        switch ($Name) {
            { $_ -in 'Get-SgPeer', 'Set-SgPeerReference' } { $arguments.RuleId = 'sgr-0123456789abcdef0' }
            { $_ -in 'Get-NetworkPath', 'Test-NetworkPath' } { $arguments.From = 'Internet'; $arguments.To = '10.0.0.4' }
            'Get-ReachableAddress' { $arguments.Id = 'sg-0123456789abcdef0' }
            { $_ -in 'Unprotect-Data', 'Test-ProtectedData' } { $arguments.InputObject = 'no message' }
            'Protect-Data' { $arguments.InputObject = 'text'; $arguments.DataKeyId = 'application' }
            { $_ -in 'New-DataKey', 'Update-DataKey', 'Disable-DataKey' } { $arguments.Id = 'application' }
            'New-AccessKey' { $arguments.UserName = 'operator' }
            'Update-AccessKey' { $arguments.Name = 'no-such-credential'; $arguments.Vault = 'File'; $arguments.Passphrase = (New-Secret 'four words are enough') }
            'New-StateBucket' { $arguments.Name = 'example-state' }
            'Test-PublicPort' { $arguments.IpAddress = '203.0.113.7' }
            'Test-TrailIntegrity' { $arguments.Bucket = 'example-logs' }
            'Hide-ThreatFinding' { $arguments.FindingId = '0123456789abcdef0123456789abcdef' }
            { $_ -in 'Get-ConfigTimeline', 'Get-ResourceHistory' } { $arguments.ResourceId = 'sg-0123456789abcdef0' }
            'Invoke-AssumeRole' { $arguments.RoleName = 'read_only' }
            'Set-HardeningJournal' { $arguments.Bucket = 'example-state' }
            'Enable-SessionLogging' { $arguments.BucketName = 'example-logs' }
            'Repair-HardeningFinding' { $arguments.RuleId = 'ec2-instance-imdsv2'; $arguments.ResourceId = 'i-0123456789abcdef0' }
            { $_ -in 'Enable-SessionManager', 'Enter-InstanceSession', 'Invoke-InstanceCommand' } { $arguments.InstanceId = 'i-0123456789abcdef0' }
            'Enter-InstanceSession' { $arguments.Line = 'hostname' }
            'Invoke-InstanceCommand' { $arguments.Command = 'hostname' }
            { $_ -in 'Get-SessionLog', 'Stop-InstanceSession' } { $arguments.SessionId = 'no-such-session' }
            'New-IsolationNacl' { $arguments.Name = 'example'; $arguments.SubnetId = 'subnet-0123456789abcdef0'; $arguments.Deny = '192.0.2.0/24' }
            'Remove-DirectPermission' { $arguments.UserName = 'audit' }
            { $_ -in 'Enable-SecurityAlarm', 'Disable-SecurityAlarm' } { $arguments.Name = 'RootUse' }
            'Enable-SecurityAlarm' { $arguments.Email = 'security@example.com' }
            'Remove-IsolationNacl' { $arguments.NaclId = 'acl-0123456789abcdef0' }
            'Confirm-HardeningChange' { $arguments.Id = 'no-such-change' }
            { $_ -in 'Undo-HardeningChange', 'Resume-HardeningChange' } { $arguments.ChangeId = 'no-such-change' }
            'Export-AccountSnapshot' { $arguments.Path = "$TestDrive/my.snapshot" }
            'Export-HardeningPlan' { $arguments.Path = "$TestDrive/plan.json" }
            'Invoke-HardeningPlan' { $arguments.Plan = New-BadPlan }
        }

        $state = { & $Name @arguments -ErrorAction SilentlyContinue -ErrorVariable problems; $problems }
        $problems = & $state
        $problems | Should -HaveCount 1
        $problems[0] | Should -BeOfType System.Management.Automation.ErrorRecord
        $problems[0].CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        $problems[0].FullyQualifiedErrorId | Should -Not -Match '^(UnforeseenFailure|.*Exception)'
        $problems[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        { & $Name @arguments -ErrorAction Stop } | Should -Throw -ErrorId $problems[0].FullyQualifiedErrorId
        Disconnect-AwsHardening
    }
}

Describe '<Name> -<Parameter>' -ForEach $parameters {
    It 'has a help message in every parameter set' {
        $messages = $Metadata.ParameterSets.Values.HelpMessage
        $messages | Should -Not -BeNullOrEmpty
        $messages | ForEach-Object { $_ | Should -Match '\.$' }
    }
}
