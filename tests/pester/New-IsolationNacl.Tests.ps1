BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    $az1 = 'Proof of Concept Public Subnet in AZ1'
    $az2 = 'Proof of Concept Public Subnet in AZ2'
}

Describe 'New-IsolationNacl' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'chooses numbers with gaps, before every present entry' {
        $made = New-IsolationNacl Isolation $az1 -Deny $az2, 192.0.2.0/24
        $made | Should -BeOfType AwsHardening.IsolationNacl
        $made.Status | Should -BeExactly 'Created'
        (Get-NaclRule -NaclId $made.NaclId -Direction Egress).RuleNumber | Should -Be 50, 60, 100, 32767
        $made.Entries | Should -Contain 'Egress 50 deny all traffic to 10.250.128.0/24'
        (Get-HardeningChange -Id $made.ChangeId).ResourceId | Should -BeExactly $made.NaclId
    }

    It 'makes exceptions come first, and takes protocol and ports' {
        $made = New-IsolationNacl Isolation $az1 -Deny 10.250.0.0/16 -Allow 10.250.128.0/24 -Protocol tcp -Port 22, 3389, 8000-8100
        $rules = Get-NaclRule -NaclId $made.NaclId -Direction Egress | Where-Object RuleNumber -LT 100
        $rules.Action | Should -Be 'Allow', 'Allow', 'Allow', 'Deny', 'Deny', 'Deny'
        $rules.Ports | Should -Be '22', '3389', '8000-8100', '22', '3389', '8000-8100'
        $rules.RuleNumber | Should -Be 16, 32, 48, 64, 80, 96
    }

    It 'takes a subnet, a group and a VPC, by id or name, for what is denied' {
        $vpc = (Get-NaclRule -NaclId (New-IsolationNacl First $az1 -Deny 192.0.2.0/24).NaclId)[0].VpcId
        $made = New-IsolationNacl Isolation $az1 -Deny $vpc, 'WebApp Database Server Security Group', 'Services VPC'
        $sources = (Get-NaclRule -NaclId $made.NaclId -Direction Egress -Action Deny).Source
        $sources | Should -Contain '10.250.0.0/16'
        $sources | Should -Contain '10.1.0.0/16'
        @($sources -like '10.0.2.*/32') + @($sources -like '10.0.130.*/32') | Should -HaveCount 2
    }

    It 'gives subnets with the same entries one network ACL, and others their own' {
        $first = New-IsolationNacl First $az1 -Deny 192.0.2.0/24
        $made = $az1, $az2, 'Proof of Concept Private Subnet in AZ1' | New-IsolationNacl Both -Deny 198.51.100.0/24
        $made | Should -HaveCount 2
        ($made | Where-Object { $_.SubnetIds.Count -eq 1 }).OtherNaclIds | Should -Be $first.NaclId
        $alone = Get-NaclRule -NaclId ($made | Where-Object { $_.SubnetIds.Count -eq 1 }).NaclId -Action Deny -Direction Egress
        $alone.Source | Should -Contain '192.0.2.0/24'
        $both = Get-NaclRule -NaclId ($made | Where-Object { $_.SubnetIds.Count -eq 2 }).NaclId -Action Deny -Direction Egress
        $both.Source | Should -Not -Contain '192.0.2.0/24'
        Remove-IsolationNacl Both, First | Should -HaveCount 3
        @((Get-NaclRule -SubnetId $made.SubnetIds).NaclId | Sort-Object -Unique) | Should -HaveCount 1
    }

    It 'changes nothing under -WhatIf, and says what it would cut and make' {
        $plan = New-IsolationNacl Isolation $az1 -Deny $az2 -WhatIf
        $plan.Status | Should -BeExactly 'WhatIf'
        $plan.NaclId | Should -BeNullOrEmpty
        $plan.ChangeId | Should -BeNullOrEmpty
        $plan.Entries[1] | Should -BeExactly 'Egress 50 deny all traffic to 10.250.128.0/24'
        Get-Mutation | Should -BeNullOrEmpty
        Get-HardeningChange | Should -BeNullOrEmpty
    }

    It 'obeys $WhatIfPreference' {
        $WhatIfPreference = $true
        $null = New-IsolationNacl Isolation $az1 -Deny $az2
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'does not ask with -Confirm:$false, and takes nobody for no with -Confirm' {
        { New-IsolationNacl Isolation $az1 -Deny $az2 -Confirm } | Should -Throw
        Get-Mutation | Should -BeNullOrEmpty
        (New-IsolationNacl Isolation $az1 -Deny $az2 -Confirm:$false).Status | Should -BeExactly 'Created'
    }

    It 'is idempotent' {
        $null = New-IsolationNacl Isolation $az1 -Deny $az2
        $calls = (Get-Mutation).Count
        (New-IsolationNacl Isolation $az1 -Deny $az2).Status | Should -BeExactly 'Unchanged'
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'takes subnets by property name, and reports the one that is not there' {
        $id = (New-IsolationNacl First $az1 -Deny 192.0.2.0/24).SubnetIds[0]
        $made = [pscustomobject] @{ SubnetId = $id }, [pscustomobject] @{ SubnetId = 'subnet-0123456789abcdef0' } |
            New-IsolationNacl Isolation -Deny $az2 -ErrorAction SilentlyContinue -ErrorVariable problem
        $made.SubnetIds | Should -Be $id
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeExactly 'SubnetNotFound,AwsHardening.Network.NewIsolationNaclCommand'
        $problem[0].TargetObject | Should -BeExactly 'subnet-0123456789abcdef0'
        { New-IsolationNacl Isolation nonsense -Deny $az2 -ErrorAction Stop } | Should -Throw -ErrorId 'SubnetNotFound*'
    }

    It 'refuses <Error>' -ForEach @(
        @{ Error = 'IsolationEmpty'; With = @{} }
        @{ Error = 'IsolationTargetNotFound'; With = @{ Deny = 'nonsense' } }
        @{ Error = 'ProtocolInvalid'; With = @{ Deny = '10.0.0.0/8'; Protocol = 'nonsense' } }
        @{ Error = 'PortWithoutProtocol'; With = @{ Deny = '10.0.0.0/8'; Port = '22' } }
        @{ Error = 'PortInvalid'; With = @{ Deny = '10.0.0.0/8'; Protocol = 'tcp'; Port = '80-22' } }
        @{ Error = 'PortInvalid'; With = @{ Deny = '10.0.0.0/8'; Protocol = 'tcp'; Port = '65536' } }
        @{ Error = 'RuleNumberMismatch'; With = @{ Deny = '10.0.0.0/8'; RuleNumber = 50, 60 } }
        @{ Error = 'RuleNumberMismatch'; With = @{ Deny = '10.0.0.0/8', '192.0.2.0/24'; RuleNumber = 50, 50 } }
        @{ Error = 'RulesPerNetworkAclQuota'; With = @{ Deny = '10.0.0.0/8', '192.0.2.0/24'; RuleQuota = 3 } }
        @{ Error = 'NetworkAclsPerVpcQuota'; With = @{ Deny = '192.0.2.0/24'; NaclQuota = 1 } }
        @{ Error = 'IsolationEntryTooLate'; With = @{ Deny = '192.0.2.0/24'; RuleNumber = 150 } }
    ) {
        $made = New-IsolationNacl Isolation $az1 @With -ErrorAction SilentlyContinue -ErrorVariable problem
        $made | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike "$Error,*"
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'works with numbers that leave just enough room' {
        $made = New-IsolationNacl Isolation $az1 -Deny 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 -RuleNumber 98, 99 -ErrorAction SilentlyContinue -ErrorVariable problem
        $made | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RuleNumberMismatch,*'
        $made = New-IsolationNacl Isolation $az1 -Deny 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 -RuleNumber 97
        (Get-NaclRule -NaclId $made.NaclId -Direction Egress -Action Deny).RuleNumber | Should -Be 97, 98, 99, 32767
    }

    It 'writes a plan that can be applied and taken back' {
        $before = Get-NaclRule | ForEach-Object { "$_" }
        $plan = New-IsolationNacl Isolation $az1 -Deny $az2 -PlanOnly
        $plan | Should -BeOfType AwsHardening.HardeningPlan
        Get-Mutation | Should -BeNullOrEmpty
        $plan | Invoke-HardeningPlan | Should -HaveCount 1
        (Get-NaclRule -NaclName Isolation -Direction Egress).RuleNumber | Should -Be 50, 100, 32767
        $plan | Undo-HardeningChange | Should -HaveCount 1
        Get-NaclRule | ForEach-Object { "$_" } | Should -Be $before
    }

    It 'takes -RevertAfter, and not beside -PlanOnly' {
        $null = New-IsolationNacl Isolation $az1 -Deny $az2 -RevertAfter 00:10:00 -WarningAction SilentlyContinue
        Get-PendingRevert | Should -HaveCount 1
        { New-IsolationNacl Isolation $az1 -Deny $az2 -RevertAfter 00:10:00 -PlanOnly } | Should -Throw
    }

    It 'shows a table' {
        New-IsolationNacl Isolation $az1 -Deny $az2 -WhatIf | Out-String -Width 120 | Should -Match 'WhatIf'
    }
}
