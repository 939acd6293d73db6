# Items 65 to 68 of the workshop.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Invoke-InstanceCommand' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $id = (Get-ManagedInstance -Name 'Services Server for AZ1').InstanceId
    }
    AfterEach { Disconnect-AwsHardening }

    It 'answers the workshop''s questions with IMDSv2, and tells no secrets' {
        $role = 'SharedServerConnectivityRole'
        $output = Invoke-InstanceCommand $id -Metadata instance-id, security-groups, "iam/security-credentials/$role" -WarningVariable warning -WarningAction SilentlyContinue
        $output | Should -BeOfType AwsHardening.InstanceCommandOutput
        $output[0].Output | Should -BeExactly $id
        $output[1].Output | Should -BeExactly 'Services Server Security Group'
        ($output[2].Output | ConvertFrom-Json).SecretAccessKey | Should -BeExactly '***'
        "$warning" | Should -Match 'SharedServerConnectivityRole lacks ec2messages:'
    }

    It 'shows that 8.8.8.8 is out of reach' {
        (Invoke-InstanceCommand $id 'ping -c 1 8.8.8.8' -WarningAction SilentlyContinue).Output | Should -Match '100% packet loss'
    }

    It 'runs nothing under -WhatIf' {
        Invoke-InstanceCommand $id hostname -WhatIf | Should -BeNullOrEmpty
        $session.GetSandboxCalls() | Where-Object Mutating | Should -BeNullOrEmpty
    }

    It 'does not ask with -Confirm:$false, and takes nobody for no with -Confirm' {
        Invoke-InstanceCommand $id hostname -Confirm:$false -WarningAction SilentlyContinue | Should -HaveCount 1
        { Invoke-InstanceCommand $id hostname -Confirm } | Should -Throw
    }

    It 'fails with -NoFallback, naming what is missing' {
        { Invoke-InstanceCommand $id hostname -NoFallback -ErrorAction Stop } | Should -Throw -ErrorId 'AgentPermissionMissing*'
        $null = Invoke-InstanceCommand $id hostname -NoFallback -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem | Should -HaveCount 1
    }

    It 'takes instances from the pipeline' {
        $output = Get-ManagedInstance -Name 'Services*' | Invoke-InstanceCommand -Command hostname -WarningAction SilentlyContinue
        $output.Name | Should -Be 'Services Server for AZ1', 'Services Server for AZ2'
        $id | Invoke-InstanceCommand -Command hostname -WarningAction SilentlyContinue | Should -HaveCount 1
    }

    It 'takes no command for a path of metadata' {
        { Invoke-InstanceCommand $id -Metadata 'instance-id; id' } | Should -Throw
    }
}
