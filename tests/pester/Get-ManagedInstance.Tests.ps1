BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-ManagedInstance' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'lists every instance, and needs no reason for those that are managed' {
        $all = Get-ManagedInstance
        $all | Should -HaveCount 8
        $all | Should -BeOfType AwsHardening.ManagedInstance
        $all.IsManaged | Should -Not -Contain $false
        $all.Reasons | Should -BeNullOrEmpty
    }

    It 'says why an instance is not managed' {
        $null = Connect-AwsHardening -Sandbox SecurityEssentials
        $bastion = Get-ManagedInstance -Name bastion
        $bastion.IsManaged | Should -BeFalse
        $bastion.Region | Should -BeExactly 'us-east-2'
        $bastion.Reasons[0].Kind | Should -Be 'NoInstanceProfile'
        $bastion.Reasons.Service | Should -Contain 'ssmmessages'
    }

    It 'takes ids by value and by property name, and wildcards' {
        $ids = (Get-ManagedInstance -Name 'Services*').InstanceId
        ($ids | Get-ManagedInstance).InstanceId | Should -Be $ids
        ([pscustomobject] @{ InstanceId = $ids[0] } | Get-ManagedInstance).Name | Should -BeExactly 'Services Server for AZ1'
        Get-ManagedInstance -InstanceId 'i-*' | Should -HaveCount 8
    }

    It 'reports an id that is not there' {
        { Get-ManagedInstance i-0123456789abcdef0 -ErrorAction Stop } | Should -Throw -ErrorId 'InstanceNotFound*'
        $null = Get-ManagedInstance i-0123456789abcdef0 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem | Should -HaveCount 1
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'offers ids that it has seen' {
        $id = (Get-ManagedInstance)[0].InstanceId
        (Complete 'Get-ManagedInstance -InstanceId i-').CompletionText | Should -Contain $id
    }

    It 'says the same of a copy of the account' {
        $here = Get-ManagedInstance | Select-Object InstanceId, PingStatus, Connection, State, Role | Out-String
        $copy = Join-Path $TestDrive 'copy.snapshot'
        $null = Export-AccountSnapshot -Path $copy
        $null = Connect-AwsHardening -Sandbox $copy
        Get-ManagedInstance | Select-Object InstanceId, PingStatus, Connection, State, Role | Out-String | Should -Be $here
    }

    It 'changes nothing' {
        $null = Get-ManagedInstance
        $session.GetSandboxCalls() | Where-Object Mutating | Should -BeNullOrEmpty
    }
}
