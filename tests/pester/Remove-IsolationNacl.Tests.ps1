BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
    function Get-Content4 { Get-NaclRule | ForEach-Object { "$($_.IsDefault) $($_.VpcId) $($_.Direction) $($_.RuleNumber) $($_.Action) $($_.Source) $($_.SubnetNames -join ',')" } }
    $az1 = 'Proof of Concept Public Subnet in AZ1'
}

Describe 'Remove-IsolationNacl' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $before = Get-Content4
        $made = New-IsolationNacl Isolation $az1 -Deny 10.250.128.0/24
        $calls = (Get-Mutation).Count
    }

    AfterEach { Disconnect-AwsHardening }

    It 'releases to what was recorded, and deletes: <How>' -ForEach @(
        @{ How = 'by id'; Do = { Remove-IsolationNacl $made.NaclId } }
        @{ How = 'by name'; Do = { Remove-IsolationNacl -Name Isolation } }
        @{ How = 'from the pipeline'; Do = { $made | Remove-IsolationNacl } }
        @{ How = 'by value'; Do = { $made.NaclId | Remove-IsolationNacl } }
        @{ How = 'without asking'; Do = { Remove-IsolationNacl Isolation -Confirm:$false } }
    ) {
        $released = & $Do
        $released | Should -BeOfType AwsHardening.IsolationNacl
        $released.Status | Should -BeExactly 'Released'
        $released.OtherNaclIds | Should -Be $made.OtherNaclIds
        (Get-Mutation | Select-Object -Skip $calls).Operation | Should -Be 'ReplaceNetworkAclAssociation', 'DeleteNetworkAcl'
        Get-Content4 | Should -Be $before
    }

    It 'can be undone, and the network ACL is there again' {
        $isolated = Get-Content4
        Remove-IsolationNacl Isolation | Undo-HardeningChange | Should -HaveCount 1
        Get-Content4 | Should -Be $isolated
    }

    It 'changes nothing under -WhatIf, and says so' {
        (Remove-IsolationNacl Isolation -WhatIf).Status | Should -BeExactly 'WhatIf'
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'takes nobody for no with -Confirm' {
        { Remove-IsolationNacl Isolation -Confirm } | Should -Throw
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'writes a plan with -PlanOnly' {
        $plan = Remove-IsolationNacl Isolation -PlanOnly
        $plan | Should -BeOfType AwsHardening.HardeningPlan
        (Get-Mutation).Count | Should -Be $calls
        $null = $plan | Invoke-HardeningPlan
        Get-Content4 | Should -Be $before
    }

    It 'takes -RevertAfter' {
        $null = Remove-IsolationNacl Isolation -RevertAfter 00:10:00 -WarningAction SilentlyContinue
        Get-PendingRevert | Should -HaveCount 1
    }

    It 'refuses <Error>' -ForEach @(
        @{ Error = 'NetworkAclNotFound'; Do = { Remove-IsolationNacl nonsense } }
        @{ Error = 'NetworkAclIsDefault'; Do = { Remove-IsolationNacl $made.OtherNaclIds -ReleaseTo default } }
    ) {
        $null = & $Do -ErrorAction SilentlyContinue 2>&1 | Tee-Object -Variable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike "$Error,*"
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'refuses what the journal does not know, and takes -ReleaseTo' {
        # Another journal: this one never saw the network ACL.
        $other = (New-IsolationNacl Second 'Proof of Concept Public Subnet in AZ2' -Deny 192.0.2.0/24).NaclId
        $null = $made | Remove-IsolationNacl
        $other | Remove-IsolationNacl -ReleaseTo default -WhatIf | Should -HaveCount 1
        { Remove-IsolationNacl acl-0123456789abcdef0 -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkAclNotFound*'
    }
}
