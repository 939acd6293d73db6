BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function Get-WebRule { Get-SgRule -GroupName 'WebApp Web*' | Where-Object OpenToVpc }
    function Get-RuleContent { (Get-SgRule | ForEach-Object { "$($_.GroupId) $($_.Direction) $($_.Protocol) $($_.Ports) $($_.Source) $($_.Description)" } | Sort-Object) -join "`n" }
}

Describe 'Set-SgPeerReference' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'replaces the ranges of a group by references, with one call to add and one to revoke, in this order' {
        $done = Get-WebRule | Set-SgPeerReference
        $done | Should -HaveCount 2
        $done | Should -BeOfType AwsHardening.SgPeerReference
        $done | ForEach-Object {
            $_.AddressesBefore | Should -Be 65536
            $_.AddressesAfter | Should -Be 2
            $_.Status | Should -Be 'Changed'
            $_.NewRuleIds | Should -HaveCount 1
            $_.ChangeId | Should -Not -BeNullOrEmpty
        }
        (Get-Mutation).Operation | Should -Be 'AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress'
    }

    It 'leaves an account in which the new rules stand and the old are gone' {
        $before = Get-WebRule
        $done = $before | Set-SgPeerReference
        $now = Get-SgRule -GroupName 'WebApp Web*'
        $now.RuleId | Should -Not -Contain $before[0].RuleId
        $new = $now | Where-Object RuleId -In $done.NewRuleIds
        $new | Should -HaveCount 2
        $new.SourceType | Should -Be 'SecurityGroup', 'SecurityGroup'
        $new.Source | Should -Be $done.Peers
        $new.Description | Should -Match '10\.1\.0\.0/16'
        Get-WebRule | Should -BeNullOrEmpty
    }

    It 'makes no call that changes anything under -WhatIf, and still says what it would do' {
        $plan = Get-WebRule | Set-SgPeerReference -WhatIf
        $plan | Should -HaveCount 2
        $plan.Status | Should -Be 'WhatIf', 'WhatIf'
        $plan.AddressesAfter | Should -Be 2, 2
        $plan[0].ChangeId | Should -BeNullOrEmpty
        $plan[0].NewRuleIds | Should -BeNullOrEmpty
        Get-Mutation | Should -BeNullOrEmpty
        Get-HardeningChange | Should -BeNullOrEmpty
    }

    It 'obeys $WhatIfPreference even with -Force' {
        $WhatIfPreference = $true
        $poc = (Get-SgRule -GroupName 'PoC*')[0].GroupId
        $null = Get-SgRule -GroupName 'Services*' -Direction Egress | Where-Object OpenToVpc | Set-SgPeerReference -Peer $poc -Force
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'does not ask with -Confirm:$false' {
        $null = Get-WebRule | Set-SgPeerReference -Confirm:$false
        Get-Mutation | Should -HaveCount 2
    }

    It 'asks with -Confirm, and takes nobody for no' {
        { Get-WebRule | Set-SgPeerReference -Confirm } | Should -Throw
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'lets a script index what it answers' {
        $done = @(Get-WebRule | Set-SgPeerReference)
        $done[0].Peers[0] | Should -BeLike 'sg-*'
        $done[0].NewRuleIds[0] | Should -BeLike 'sgr-*'
    }

    It 'checks the quota before it calls anything' {
        $null = Get-WebRule | Set-SgPeerReference -RuleQuota 3 -ErrorAction SilentlyContinue -ErrorVariable over
        $over.FullyQualifiedErrorId | Should -BeLike 'RulesPerSecurityGroupQuota*'
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'works by rule id as well, with two ids in the pipeline' {
        $ids = (Get-WebRule).RuleId
        $done = $ids | ForEach-Object { [pscustomobject]@{ RuleId = $_ } } | Set-SgPeerReference
        $done.OldRuleId | Sort-Object | Should -Be ($ids | Sort-Object)
        Get-Mutation | Should -HaveCount 2
    }

    It 'is idempotent' {
        $null = Get-WebRule | Set-SgPeerReference
        $calls = (Get-Mutation).Count
        $state = Get-RuleContent
        Get-SgRule -GroupName 'WebApp Web*' | Where-Object SourceType -EQ SecurityGroup |
            Set-SgPeerReference -ErrorAction SilentlyContinue | Where-Object Status -EQ Changed | Should -BeNullOrEmpty
        (Get-Mutation).Count | Should -Be $calls
        Get-RuleContent | Should -BeExactly $state
    }

    It 'gives the new rules the description that is said' {
        $done = Get-WebRule | Set-SgPeerReference -Description 'From the Services servers'
        (Get-SgRule -RuleId $done.NewRuleIds).Description | Should -Be 'From the Services servers', 'From the Services servers'
    }

    It 'refuses a description that AWS would refuse for its length' {
        { Get-WebRule | Set-SgPeerReference -Description ('x' * 256) } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }

    It 'reports a rule that is not there, and changes the others' {
        $done = Set-SgPeerReference -RuleId ((Get-WebRule)[0].RuleId, 'sgr-0123456789abcdef0') -ErrorAction SilentlyContinue -ErrorVariable problem
        $done | Should -HaveCount 1
        $problem | Should -HaveCount 1
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'writes a plan with -PlanOnly, asks nothing, changes nothing, and keeps no journal' {
        $plan = Get-WebRule | Set-SgPeerReference -PlanOnly -Confirm -WhatIf
        $plan | Should -BeOfType AwsHardening.HardeningPlan
        $plan.Changes | Should -HaveCount 1
        Get-Mutation | Should -BeNullOrEmpty
        Get-HardeningChange | Should -BeNullOrEmpty
    }

    It 'does all of a group or nothing of it when downstream has enough' {
        Get-WebRule | Set-SgPeerReference | Select-Object -First 1 | Should -HaveCount 1
        (Get-Mutation).Operation | Should -Be 'AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress'
    }

    It 'stops within bounds on Ctrl+C' {
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        $null = $shell.AddScript("Import-Module '$ModulePath'; `$null = Connect-AwsHardening -Sandbox Fnd203; while (`$true) { Get-SgRule | Where-Object OpenToVpc | Tee-Object -Variable open; `$open | Set-SgPeerReference -WhatIf -ErrorAction Ignore }")
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $nothing.Complete()
        $null = $shell.BeginInvoke($nothing, $output)
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while ($output.Count -eq 0 -and $clock.Elapsed.TotalSeconds -lt 60) { $null = [System.Threading.Thread]::Yield() }
        $output.Count | Should -BeGreaterThan 0
        $shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(30000) | Should -BeTrue
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Dispose()
    }
}
